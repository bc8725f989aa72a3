//! Tests on real models read files of their wheels, from the folder that `SELON_TEST_MODELS` names.

use std::io::Read;

/// The file whose path ends so, of the first wheel whose name begins so. Without the variable, `None` and a line that says so.
///
/// # Panics
/// When the variable is set but the wheel or the file is missing.
pub(crate) fn model_file(wheel: &str, path_end: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os("SELON_TEST_MODELS") else {
        println!("skipped: SELON_TEST_MODELS does not name a folder of wheels");
        return None;
    };
    let mut files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let path = files.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(wheel));
    let path = path.unwrap_or_else(|| panic!("no wheel {wheel}… in {}", folder.display()));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut names = archive.file_names().map(|name| name.unwrap().into_owned());
    let name = names.find(|name| name.ends_with(path_end)).unwrap();
    drop(names);
    let mut bytes = Vec::new();
    archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
    Some(bytes)
}
