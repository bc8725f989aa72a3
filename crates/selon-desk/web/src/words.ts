// What scripts say, in the page's language. A page may bring other words in a data block, `<script id="words" type="application/json">`.

const english = {
  keys: "Keys",
  keySearch: "search",
  keyNext: "next, previous in the list",
  keyAssertion: "next, previous assertion of the article",
  keyGo: "go to claims, figures, sources, map, adding, watches",
  keyHelp: "this list",
  keysOn: "Keys of a single letter are on",
  close: "Close",
  brushHint: "Choose days by dragging over the bars, or with arrows, Shift and arrows, then Enter.",
  brushed: "from {from} to {to}",
  chartHint: "Arrows move from dot to dot, Enter opens.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  whole: "Whole world",
  mapOf: "Map of the places of the claims. Arrows move it, + and − zoom. The list says the same.",
  country: "somewhere in the country",
  region: "somewhere in the region",
  city: "city or town",
  several: "{count} places close to each other",
  claims: "{name}: {count} claims",
  oneClaim: "{name}: 1 claim",
  networkOf: "Network of who relies on whom. The table says the same.",
  credit: "credits (agency, “with AFP”)",
  citation: "cites",
  copy: "copies",
  everyone: "everyone",
  only: "Show only",
  noDrawing: "This browser cannot draw the network (no WebGL); the table says the same.",
  notLoaded: "The drawing could not be loaded; the list says the same.",
  sending: "Sending…",
  progress: "{articles} articles read, {rate} a second: {name}",
  added: "Done: {added} added, {known} already there, {failed} unreadable.",
  lost: "The connection was lost; the ledger goes on reading. Reload the page to see it.",
  seeClaims: "See the claims",
  nothing: "Choose at least one file.",
};

export type Word = keyof typeof english;

const french: Record<Word, string> = {
  keys: "Touches",
  keySearch: "chercher",
  keyNext: "suivant, précédent dans la liste",
  keyAssertion: "affirmation suivante, précédente de l’article",
  keyGo: "aller aux affirmations, chiffres, sources, à la carte, à l’ajout, aux veilles",
  keyHelp: "cette liste",
  keysOn: "Les touches d’une seule lettre sont actives",
  close: "Fermer",
  brushHint: "Choisissez des jours en glissant sur les barres, ou avec les flèches, Maj et flèches, puis Entrée.",
  brushed: "du {from} au {to}",
  chartHint: "Les flèches vont de point en point, Entrée ouvre.",
  zoomIn: "Agrandir",
  zoomOut: "Réduire",
  whole: "Le monde entier",
  mapOf: "Carte des lieux des affirmations. Les flèches la déplacent, + et − l’agrandissent. La liste dit la même chose.",
  country: "quelque part dans le pays",
  region: "quelque part dans la région",
  city: "ville ou village",
  several: "{count} lieux proches",
  claims: "{name} : {count} affirmations",
  oneClaim: "{name} : 1 affirmation",
  networkOf: "Réseau de qui s’appuie sur qui. Le tableau dit la même chose.",
  credit: "crédite (agence, « avec AFP »)",
  citation: "cite",
  copy: "recopie",
  everyone: "tous",
  only: "Ne montrer que",
  noDrawing: "Ce navigateur ne peut pas dessiner le réseau (sans WebGL) ; le tableau dit la même chose.",
  notLoaded: "Le dessin n’a pas pu être chargé ; la liste dit la même chose.",
  sending: "Envoi…",
  progress: "{articles} articles lus, {rate} par seconde : {name}",
  added: "Terminé : {added} ajoutés, {known} déjà là, {failed} illisibles.",
  lost: "La connexion est perdue ; le registre continue de lire. Rechargez la page pour le voir.",
  seeClaims: "Voir les affirmations",
  nothing: "Choisissez au moins un fichier.",
};

/** The page's language, for numbers and dates too. */
export const language = document.documentElement.lang === "fr" ? "fr" : "en";

function ofPage(): Partial<Record<string, string>> {
  const block = document.querySelector('script#words[type="application/json"]');
  try {
    return block ? JSON.parse(block.textContent ?? "") : {};
  } catch {
    return {};
  }
}
const words: Partial<Record<string, string>> = { ...(language === "fr" ? french : english), ...ofPage() };

/** A word with what stands in it: `say("several", { count: 3 })`. */
export function say(word: Word, values: Record<string, string | number> = {}): string {
  const number = new Intl.NumberFormat(language);
  const shown = (value: string | number | undefined) => (typeof value === "number" ? number.format(value) : (value ?? ""));
  return (words[word] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name]));
}
