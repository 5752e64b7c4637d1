/** The day on which the table was taken from AWS's. */
export const runtimesAsOf = "2026-11-01";

/**
 * Lambda's managed runtimes, with the day on which each loses its security updates; previews are left out.
 * Source: AWS Lambda Developer Guide, "Lambda runtimes", supported runtimes.
 */
export const runtimeDeprecation: Readonly<Record<string, string>> = {
  "nodejs24.x": "2028-04-30",
  "nodejs22.x": "2027-04-30",
  "python3.14": "2029-06-30",
  "python3.13": "2029-06-30",
  "python3.12": "2028-10-31",
  "python3.11": "2027-06-30",
  "python3.10": "2026-10-31",
  java25: "2029-06-30",
  java21: "2029-06-30",
  "java17.al2023": "2029-06-30",
  "java11.al2023": "2029-06-30",
  "java8.al2023": "2029-06-30",
  java17: "2027-06-30",
  java11: "2027-06-30",
  "java8.al2": "2027-06-30",
  dotnet10: "2028-11-14",
  dotnet8: "2026-11-10",
  "ruby4.0": "2029-03-31",
  "ruby3.4": "2028-03-31",
  "ruby3.3": "2027-03-31",
  "provided.al2023": "2029-06-30",
};
