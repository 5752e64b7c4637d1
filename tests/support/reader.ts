import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readStackFile, sandboxStack } from "../../sandbox/stackFile";
import { cloneOfProject, type ProjectClone } from "./clone";
import { type CommandResult, runScript } from "./command";
import { engineEnvironment } from "./engine";
import type { CodeBlock } from "./markdown";
import { refusalOf } from "./refusal";

/** A reader of a document, with a plain clone of the project and an engine, whose account and state are empty at first. */
export class Reader {
  private made: ProjectClone | undefined;
  private readonly engine = mkdtempSync(join(tmpdir(), "engine of a reader "));
  private readonly environment = {
    ...process.env,
    ...engineEnvironment(this.engine),
  };
  private stack: string | undefined;

  /** Runs a command of Pulumi's that needs no program. */
  pulumi(words: readonly string[]): CommandResult {
    const [subcommand = "", action = "", name = ""] = words;
    if (subcommand === "stack" && action === "init") {
      this.stack = name;
    } else {
      this.takeStack();
    }
    return this.run("pulumi", words);
  }

  /** Previews, brings up or destroys the selected stack, as Pulumi's command does it. */
  operate(words: readonly string[]): CommandResult {
    return hasLanguageHost()
      ? this.run("pulumi", [...words, "--non-interactive", ...(words[0] === "preview" ? [] : ["--yes"])])
      : this.run(process.execPath, ["--require", "./cli/register.js", "tests/support/engineOperation.ts", ...words]);
  }

  /** Runs an npm script of the project that starts Node. */
  script(script: string, commandLine: readonly string[]): Promise<CommandResult> {
    return runScript(script, commandLine, this.clone.folder);
  }

  /** Why the project refuses the stack's configuration; nothing where it takes it, or where there is no stack. Its paths are those of the clone. */
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

  /** What `git status --short` says of the clone. */
  changed(): readonly string[] {
    return this.made?.status() ?? [];
  }

  remove(): void {
    this.made?.remove();
    rmSync(this.engine, { recursive: true, force: true });
  }

  /** The clone, which is made for the first command that needs one. */
  private get clone(): ProjectClone {
    this.made ??= cloneOfProject();
    return this.made;
  }

  /** A reader of a page that makes no stack has one already: with the vendors of the sandbox's. */
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

  /** Writes a file of the document, or changes one: in a `diff`, lines that stay begin with a blank, new ones with `+`. */
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

  /** Runs a program in the clone, on the reader's engine unless the environment is another. */
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

/** Reports if Pulumi's Node language host, without which its command runs no program, is on PATH. */
function hasLanguageHost(): boolean {
  return spawnSync("pulumi-language-nodejs", ["-h"], { stdio: "ignore" }).error === undefined;
}
