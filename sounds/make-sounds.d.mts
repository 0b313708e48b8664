/** File name to what makes its bytes. */
export const sounds: Readonly<Record<string, () => Buffer>>;
