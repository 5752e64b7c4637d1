/** The account of the sandbox, and its Region if the stack names none. */
export const sandboxAccount = { accountId: "123456789012", partition: "aws", region: "us-east-1" } as const;

/** The value of every secret that a stack references without declaring it. */
export const sandboxSalt = "the sandbox's salt";
