/** Writes a number of seconds as minutes or hours. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) {
    return "never";
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
