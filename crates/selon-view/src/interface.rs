//! The language in which a reader is spoken to.

/// The language the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Interface {
    /// français
    #[cfg_attr(feature = "clap", value(name = "fr"))]
    French,
    /// English
    #[cfg_attr(feature = "clap", value(name = "en"))]
    English,
}

impl Interface {
    /// The language as BCP 47 names it.
    pub fn code(self) -> &'static str {
        match self {
            Interface::French => "fr",
            Interface::English => "en",
        }
    }

    /// As the first of LC_ALL, LC_MESSAGES and LANG that is set says.
    pub fn of_environment() -> Self {
        let set = |variable: &&str| std::env::var(variable).is_ok_and(|value| !value.is_empty());
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find(|v| set(v)).and_then(|v| std::env::var(v).ok());
        if locale.is_some_and(|locale| locale.starts_with("fr")) {
            Interface::French
        } else {
            Interface::English
        }
    }

    /// The name of a language, given by its BCP 47 code: feminine in French, to stand behind « langue ». A code that has no name here is
    /// its own.
    pub fn language_name(self, code: &str) -> &str {
        let (french, english) = match code {
            "ar" => ("arabe", "Arabic"),
            "de" => ("allemande", "German"),
            "en" => ("anglaise", "English"),
            "es" => ("espagnole", "Spanish"),
            "fr" => ("française", "French"),
            "hi" => ("hindi", "Hindi"),
            "it" => ("italienne", "Italian"),
            "ja" => ("japonaise", "Japanese"),
            "ko" => ("coréenne", "Korean"),
            "nl" => ("néerlandaise", "Dutch"),
            "pt" => ("portugaise", "Portuguese"),
            "ru" => ("russe", "Russian"),
            "sv" => ("suédoise", "Swedish"),
            "tr" => ("turque", "Turkish"),
            "vi" => ("vietnamienne", "Vietnamese"),
            "zh" => ("chinoise", "Chinese"),
            code => (code, code),
        };
        match self {
            Interface::French => french,
            Interface::English => english,
        }
    }
}
