import { styleText } from "node:util";
import { Command } from "commander";

/** A stream that a command prints to. */
export type StreamName = "stdout" | "stderr";

/** A style that a terminal supports, for example `bold` or `red`. */
export type Style = Parameters<typeof styleText>[0];

/**
 * Styles a text if the stream shows colours: on a terminal, unless NO_COLOR is set; elsewhere, if FORCE_COLOR or CLICOLOR_FORCE is set. Sources:
 * no-color.org; bixense.com/clicolors.
 */
export function styled(stream: StreamName, style: Style, text: string): string {
  return hasColors(stream) ? styleText(style, text, { validateStream: false }) : text;
}

function hasColors(stream: StreamName): boolean {
  const { getOutHasColors, getErrHasColors } = new Command().configureOutput();
  return (stream === "stdout" ? getOutHasColors : getErrHasColors)?.() ?? false;
}

/** Columns of a stream's terminal; undefined for a pipe or a file, which accept lines of any length. */
export function columnsOf(stream: StreamName): number | undefined {
  const { isTTY, columns } = process[stream];
  return isTTY ? columns || 80 : undefined;
}
