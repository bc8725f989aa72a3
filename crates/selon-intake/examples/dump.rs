fn main() {
    let args: Vec<String> = std::env::args().collect();
    let expected: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&std::fs::read("/work/shared/eval/trafilatura-pages/expected.json").unwrap()).unwrap();
    let start = std::time::Instant::now();
    let mut time = std::time::Duration::ZERO;
    let mut out = serde_json::Map::new();
    for (url, value) in &expected {
        let file = value["file"].as_str().unwrap();
        if args.len() > 2 && args[2] != file { continue; }
        let bytes = std::fs::read(format!("/work/shared/eval/trafilatura-pages/html/{file}")).unwrap();
        let html = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                let bytes = e.into_bytes();
                let mut d = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
                d.feed(&bytes, true);
                d.guess(None, chardetng::Utf8Detection::Deny).decode(&bytes).0.into_owned()
            }
        };
        let t = std::time::Instant::now();
        if args.len() > 1 && args[1] == "smoothie" {
            let text = dom_smoothie::Readability::new(html.as_str(), None, None).ok().and_then(|mut r| r.parse().ok());
            time += t.elapsed();
            out.insert(file.into(), text.map(|a| a.text_content.to_string()).unwrap_or_default().into());
            continue;
        }
        let page = selon_intake::page(&html, Some(url));
        time += t.elapsed();
        out.insert(file.into(), serde_json::json!({"text": page.text, "title": page.title, "byline": page.byline, "published": page.published, "language": page.language, "site": page.site_name, "url": page.url, "dated": page.dated}));
    }
    eprintln!("{:?} {:?}", time, start.elapsed());
    println!("{}", serde_json::Value::Object(out));
}
