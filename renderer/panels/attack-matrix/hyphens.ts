/**
 * Where the long words of ATT&CK's names may break. By hand: Chromium's own hyphenation is a download that a wall without
 * the internet never gets, and any other break turns a name into a riddle.
 */
const PARTS = `
Adminis|tration Appli|cation Authen|tication Certifi|cates Communi|cation Configu|ration Creden|tials
Deobfus|cate Exfil|tration Exploi|tation Infor|mation Infra|structure
Initiali|zation Instrumen|tation Inter|ception Inter|preter Manipu|lation Masque|rading Modifi|cation 
Permis|sions Persis|tence Recon|naissance Repli|cation Reposi|tories
Reso|lution Spear|phishing Virtuali|zation
`;

const SOFT_HYPHEN = '\u00ad';
const softened = new Map(
  PARTS.trim()
    .split(/\s+/)
    .map((parts) => [parts.replaceAll('|', ''), parts.replaceAll('|', SOFT_HYPHEN)] as const),
);

/** The name with soft hyphens in its long words. */
export function hyphenated(name: string): string {
  return name.replace(/[A-Za-z]{10,}/g, (word) => softened.get(word) ?? word);
}
