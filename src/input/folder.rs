//! A folder of files that a test reads.

use std::fs;
use std::path::PathBuf;

/// The folder, which is gone at the end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// An empty one. Another test, also of this run, must not take the same `name`.
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("commsop-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        // One that a test left which was killed.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    /// With a file at `path`; a folder, if that ends in a slash.
    pub(crate) fn add(&self, path: &str, content: &[u8]) {
        let full = self.0.join(path);
        if path.ends_with('/') {
            return fs::create_dir_all(full).expect("a folder");
        }
        fs::create_dir_all(full.parent().expect("a folder")).expect("a folder");
        fs::write(full, content).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
