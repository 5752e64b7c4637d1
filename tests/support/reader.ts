import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readStackFile, sandboxStack } from "../../sandbox/program/stackFile";
import { cloneOfProject, type ProjectClone } from "./clone";
import { type CommandResult, runScript } from "./command";
import { engineEnvironment } from "./engine";
import type { CodeBlock } from "./markdown";
import { refusalOf } from "./refusal";

/**
 * A reader of a document, with a plain clone of the project and an engine with an initially empty account and state.
 */
export class Reader {
  private made: ProjectClone | undefined;
  private readonly engine = mkdtempSync(join(tmpdir(), "engine of a reader "));
  private readonly environment = {
    ...process.env,
    ...engineEnvironment(this.engine),
  };
  private stack: string | undefined;

  /** Runs a Pulumi command that needs no program. */
  pulumi(words: readonly string[]): CommandResult {
    const [subcommand = "", action = "", name = ""] = words;
    if (subcommand === "stack" && action === "init") {
      this.stack = name;
    } else {
      this.takeStack();
    }
    return this.run("pulumi", words);
  }

  /** Previews, updates or destroys the selected stack, like Pulumi's command. */
  operate(words: readonly string[]): CommandResult {
    return hasLanguageHost()
      ? this.run("pulumi", [...words, "--non-interactive", ...(words[0] === "preview" ? [] : ["--yes"])])
      : this.run(process.execPath, ["--require", "./cli/register.js", "tests/support/engineOperation.ts", ...words]);
  }

  /** Runs an npm script of the project that starts Node. */
  script(script: string, commandLine: readonly string[]): Promise<CommandResult> {
    return runScript(script, commandLine, this.clone.folder);
  }

  /**
   * Returns the reason why the project refuses the stack's configuration; undefined if it accepts it or there is no
   * stack. Paths are those of the clone.
   */
  refusals(): readonly string[] {
    if (this.stack === undefined) {
      return [];
    }
    const { folder } = this.clone;
    const before = process.cwd();
    process.chdir(folder);
    try {
      return refusalOf(readStackFile(folder, this.stack).configuration);
    } finally {
      process.chdir(before);
    }
  }

  /** Returns the output of `git status --short` in the clone. */
  changed(): readonly string[] {
    return this.made?.status() ?? [];
  }

  remove(): void {
    this.made?.remove();
    rmSync(this.engine, { recursive: true, force: true });
  }

  /** Returns the clone, which is created for the first command that needs it. */
  private get clone(): ProjectClone {
    this.made ??= cloneOfProject();
    return this.made;
  }

  /** Creates a stack with the vendors of the sandbox's, for a page that assumes an existing one. */
  private takeStack(): void {
    if (this.stack === undefined) {
      this.stack = "mine";
      const { folder } = this.clone;
      const { "partner-audit:vendors": vendors = "{}" } = readStackFile(folder, sandboxStack).configuration;
      const config = { "aws:region": "us-east-1", "partner-audit:vendors": JSON.parse(vendors) };
      writeFileSync(join(folder, `Pulumi.${this.stack}.yaml`), JSON.stringify({ config }));
      this.run("pulumi", ["stack", "init", this.stack]);
    }
  }

  /**
   * Writes a file of the document, or changes one: in a block of `diff`, unchanged lines begin with a blank, new ones
   * with `+`.
   */
  write(file: string, { language, text }: CodeBlock): void {
    const path = join(this.clone.folder, file);
    if (language !== "diff") {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return;
    }
    const before = readFileSync(path, "utf8");
    const place = text.replace(/^\+.*\n/gm, "").replace(/^ /gm, "");
    if (before.split(place).length !== 2) {
      throw new Error(`${file} must have these lines once: ${JSON.stringify(place)}`);
    }
    writeFileSync(
      path,
      before.replace(place, () => text.replace(/^[ +]/gm, "")),
    );
  }

  /** Runs a program in the clone, with the reader's engine unless another environment is given. */
  run(program: string, words: readonly string[], env: NodeJS.ProcessEnv = this.environment): CommandResult {
    const { status, stdout, stderr } = spawnSync(program, words, {
      cwd: this.clone.folder,
      encoding: "utf8",
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { exitCode: status, stdout, stderr };
  }
}

/** Reports whether Pulumi's Node language host, which its command needs to run programs, is on PATH. */
function hasLanguageHost(): boolean {
  return spawnSync("pulumi-language-nodejs", ["-h"], { stdio: "ignore" }).error === undefined;
}
