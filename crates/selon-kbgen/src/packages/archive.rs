//! What is in a package: the members of a wheel, an npm package, a source distribution, a Debian package.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use anyhow::{Context as _, Result, bail};

/// The members of a package by their paths, in the order of these.
pub(crate) type Members = BTreeMap<String, Vec<u8>>;

/// Reads those members of a package that are `wanted`, by their paths. What the package is, its file name says.
///
/// Fails where the bytes are damaged or end early.
pub(crate) fn members(file: &str, bytes: &[u8], wanted: &dyn Fn(&str) -> bool) -> Result<Members> {
    let members = match file.rsplit('.').next() {
        Some("whl") => of_zip(bytes, wanted),
        Some("tgz" | "gz") => of_tar(flate2::read::GzDecoder::new(bytes), wanted),
        Some("deb") => of_debian(bytes, wanted),
        _ => bail!("{file}: no package that can be read (.whl, .tgz, .tar.gz, .deb)"),
    };
    members.with_context(|| format!("{file}: damaged"))
}

fn of_zip(bytes: &[u8], wanted: &dyn Fn(&str) -> bool) -> Result<Members> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut members = Members::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index)?;
        let name = member.name()?.into_owned();
        if member.is_file() && wanted(&name) {
            let mut content = Vec::new();
            member.read_to_end(&mut content).with_context(|| name.clone())?;
            members.insert(name, content);
        }
    }
    Ok(members)
}

fn of_tar(reader: impl Read, wanted: &dyn Fn(&str) -> bool) -> Result<Members> {
    let mut members = Members::new();
    for member in tar::Archive::new(reader).entries()? {
        let mut member = member?;
        let name = String::from_utf8_lossy(&member.path_bytes()).into_owned();
        if member.header().entry_type().is_file() && wanted(&name) {
            let mut content = Vec::new();
            member.read_to_end(&mut content).with_context(|| name.clone())?;
            members.insert(name, content);
        }
    }
    Ok(members)
}

/// A Debian package holds its files in a member `data.tar.xz`.
fn of_debian(bytes: &[u8], wanted: &dyn Fn(&str) -> bool) -> Result<Members> {
    let mut archive = ar::Archive::new(bytes);
    while let Some(member) = archive.next_entry() {
        let member = member?;
        if member.header().identifier() == b"data.tar.xz" {
            return of_tar(lzma_rust2::XzReader::new(member, true), wanted);
        }
    }
    bail!("no data.tar.xz in it")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn zipped() -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a/wanted.json", "a/other.json"] {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(b"{\"Almaty\": 1}").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn tarred() -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(6);
        builder.append_data(&mut header, "package/wanted.json", &b"Almaty"[..]).unwrap();
        builder.into_inner().unwrap()
    }

    fn gzipped() -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&tarred()).unwrap();
        encoder.finish().unwrap()
    }

    fn debian() -> Vec<u8> {
        let options = lzma_rust2::XzOptions::with_preset(0);
        let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
        encoder.write_all(&tarred()).unwrap();
        let data = encoder.finish().unwrap();
        let mut builder = ar::Builder::new(Vec::new());
        for (name, content) in [("debian-binary", &b"2.0\n"[..]), ("data.tar.xz", &data)] {
            builder.append(&ar::Header::new(name.into(), content.len() as u64), content).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn wanted(name: &str) -> bool {
        name.ends_with("wanted.json")
    }

    #[test]
    fn each_kind_of_package_gives_its_members() {
        for (file, bytes) in
            [("x.whl", zipped()), ("x.tgz", gzipped()), ("x.tar.gz", gzipped()), ("x.deb", debian())]
        {
            let members = members(file, &bytes, &wanted).unwrap();
            assert_eq!(members.len(), 1, "{file}");
            assert!(
                members.values().all(|content| String::from_utf8_lossy(content).contains("Almaty")),
                "{file}"
            );
        }
    }

    #[test]
    fn packages_that_end_early_are_refused_by_name() {
        for (file, bytes) in [("x.whl", zipped()), ("x.tgz", gzipped()), ("x.deb", debian())] {
            for end in [0, 10, bytes.len() / 2, bytes.len() - bytes.len() / 4] {
                let error = members(file, &bytes[..end], &wanted).unwrap_err();
                assert!(format!("{error:#}").starts_with(file), "{file} {end}");
            }
        }
    }

    #[test]
    fn other_files_are_no_packages() {
        assert!(members("x.exe", b"MZ", &wanted).unwrap_err().to_string().contains("x.exe"));
    }
}
