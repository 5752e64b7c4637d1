/** An employee of the made-up company. */
export interface Person {
  readonly index: number;
  /** In lower case, as in the names of accounts. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  /** The address that the employee works from: everyone works from home. */
  readonly ipAddress: string;
  readonly place: Place;
}

/** A place in Okta's form. */
export interface Place {
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly countryCode: string;
  readonly postalCode: string;
  readonly geolocation: { readonly lat: number; readonly lon: number };
}

const names = [
  ...["ada", "alan", "barbara", "edsger", "frances", "grace", "niklaus", "tony", "adele", "anita", "betty", "brian"],
  ...["carol", "claude", "dennis", "donald", "dorothy", "evelyn", "gladys", "hedy", "ivan", "jean", "joan", "john"],
  ...["karen", "katherine", "ken", "leslie", "lynn", "margaret", "marvin", "mary", "peter", "radia", "robin", "ruth"],
  ...["sophie", "susan", "tim", "vint"],
] as const;

const places: readonly [Place, ...Place[]] = [
  {
    city: "Zurich",
    state: "Zurich",
    country: "Switzerland",
    countryCode: "CH",
    postalCode: "8001",
    geolocation: { lat: 47.37, lon: 8.54 },
  },
  {
    city: "Dublin",
    state: "Leinster",
    country: "Ireland",
    countryCode: "IE",
    postalCode: "D02",
    geolocation: { lat: 53.35, lon: -6.26 },
  },
];

/** Makes the employee of an index from 0. The first one is an administrator and the second one works at the help desk. */
export function personOf(index: number): Person {
  const round = Math.floor(index / names.length);
  const first = names[index % names.length] ?? names[0];
  const name = round === 0 ? first : `${first}${round + 1}`;
  return {
    index,
    name,
    displayName: `${name.charAt(0).toUpperCase()}${name.slice(1)} Example`,
    email: `${name}@example.com`,
    ipAddress: addressOf(index),
    place: places[index % places.length] ?? places[0],
  };
}

/** The employee who administers every vendor. */
export const administrator = personOf(0);
/** The help desk's employee, who resets passwords and factors. */
export const helpDesk = personOf(1);

/** The number of these two, who are the first employees. */
export const administrators = 2;

/** Returns the number of employees by the number of events per day: a few events per employee, and at least as many employees as there are names. */
export function staffSize(events: number): number {
  return Math.max(names.length, Math.ceil(events / 50));
}

/** The first addresses belong to a network for documentation (RFC 5737), the others to the larger one for benchmarks (RFC 2544). */
function addressOf(index: number): string {
  if (index < 250) {
    return `203.0.113.${index + 1}`;
  }
  const number = index % 2 ** 17;
  return `198.${18 + Math.floor(number / 2 ** 16)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}
