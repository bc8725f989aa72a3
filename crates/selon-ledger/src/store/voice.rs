//! Who speaks in an article, for counting outlets.

use selon_kb::fold::fold;
use selon_kb::{Base, Entry, host};
use selon_record::{Article, EntityType};

/// Who published an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Voice {
    /// The outlet in the knowledge base.
    pub(super) kb: Option<String>,
    /// What its articles are counted under; `None` where the article says nothing and can only count by itself.
    pub(crate) name: Option<String>,
}

impl Voice {
    /// The outlet by its address, else by its name where that is one outlet's only; without one in the base the name as
    /// it is compared, else the site.
    pub(crate) fn of(article: &Article, base: &Base) -> Voice {
        let outlet = article.outlet.as_deref();
        let address = article.url.as_deref();
        let entry = address.and_then(|url| outlet_at(url, base)).or_else(|| outlet_called(outlet?, base));
        if let Some(entry) = entry {
            let kb = entry.id().to_owned();
            return Voice { name: Some(kb.clone()), kb: Some(kb) };
        }
        let named = outlet.map(fold).filter(|folded| !folded.is_empty());
        Voice { kb: None, name: named.or_else(|| host(address?)) }
    }
}

fn outlet_at<'b>(url: &str, base: &'b Base) -> Option<Entry<'b>> {
    base.domain(url).filter(|entry| entry.kind() == EntityType::Outlet)
}

fn outlet_called<'b>(name: &str, base: &'b Base) -> Option<Entry<'b>> {
    let mut called =
        base.called(name).map(|(entry, _)| entry).filter(|entry| entry.kind() == EntityType::Outlet);
    let first = called.next()?;
    called.all(|other| other.id() == first.id()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(outlet: Option<&str>, url: Option<&str>) -> (Option<String>, Option<String>) {
        let article =
            Article { outlet: outlet.map(str::to_owned), url: url.map(str::to_owned), ..Article::new("") };
        let Voice { kb, name } = Voice::of(&article, Base::built_in());
        (kb, name)
    }

    #[test]
    fn an_outlet_speaks_with_one_voice_under_all_its_names() {
        let le_monde = voice(Some("Le Monde"), None);
        assert!(le_monde.0.is_some());
        assert_eq!(le_monde.0, le_monde.1);
        assert_eq!(voice(Some("LE MONDE"), None), le_monde);
        assert_eq!(voice(None, Some("https://www.lemonde.fr/international/1.html")), le_monde);
    }

    #[test]
    fn one_that_is_not_known_speaks_under_its_name_or_site() {
        assert_eq!(
            voice(Some("Gazette de l’Aral"), Some("https://www.aral.example/1")).1.as_deref(),
            Some("gazette de l aral")
        );
        assert_eq!(voice(None, Some("https://www.aral.example/1")).1.as_deref(), Some("aral.example"));
        assert_eq!(voice(None, None), (None, None));
    }
}
