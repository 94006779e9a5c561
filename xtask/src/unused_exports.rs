//! What the wasm offers and nobody calls.
//!
//! Leptos brings a way to stream bodies between wasm and JavaScript (wasm-streams); whatever wasm-bindgen exports stays
//! in the file, called or not. The app streams nothing: its classes leave the glue, what they called is no longer
//! offered, and wasm-opt throws away what nothing leads to.

use crate::failure::{At, Failure};
use crate::house::House;
use crate::run::run;
use crate::short_names::{not_wasm, number, push_number, push_text, text, with_section};
use std::path::Path;

/// What the names of wasm-streams' classes begin with.
const STREAMS: &str = "IntoUnderlying";
const EXPORTS: u8 = 7;
/// The kind of export that is a function.
const FUNCTION: u8 = 0;
/// What rustc makes by default: after the first pass the file no longer says so itself.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Takes them out of both files, in place.
pub fn remove(house: &House, wasm: &Path, glue: &Path) -> Result<(), Failure> {
    let script = without_streams(&std::fs::read_to_string(glue).at("cannot read", glue)?)?;
    let module = without_uncalled(&std::fs::read(wasm).at("cannot read", wasm)?, &script)?;
    std::fs::write(glue, script).at("cannot write", glue)?;
    std::fs::write(wasm, module).at("cannot write", wasm)?;
    let mut wasm_opt = house.command("wasm-opt")?;
    run(wasm_opt.args(FEATURES).args(["-Oz", "--low-memory-unused"]).arg(wasm).arg("-o").arg(wasm))
}

/// The glue without those classes. They stand in it as blocks of whole lines.
fn without_streams(glue: &str) -> Result<String, Failure> {
    let mut kept = String::with_capacity(glue.len());
    // How the last line of the block that is being left out ends.
    let mut end: Option<&str> = None;
    for line in glue.lines() {
        if let Some(last) = end {
            let over = line.starts_with(last) || (last == ";" && line.ends_with(last));
            end = (!over).then_some(last);
        } else if line.starts_with(&format!("export class {STREAMS}")) {
            end = Some("}");
        } else if line.starts_with(&format!("const {STREAMS}")) {
            end = (!line.ends_with(';')).then_some(";");
        } else if !line.starts_with(&format!("if (Symbol.dispose) {STREAMS}")) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    if kept.contains(STREAMS) || end.is_some() || kept.len() == glue.len() {
        return Err(Failure::new("the glue's classes for streams are not where they were")
            .remedy("another wasm-bindgen or Leptos? See xtask/src/unused_exports.rs"));
    }
    Ok(kept)
}

/// The module without the functions that it offers and the script does not name.
fn without_uncalled(wasm: &[u8], script: &str) -> Result<Vec<u8>, Failure> {
    with_section(wasm, EXPORTS, |body| exports(body, script))
}

fn exports(body: &[u8], script: &str) -> Result<Vec<u8>, Failure> {
    let (count, mut rest) = number(body)?;
    let (mut kept, mut entries) = (0, Vec::new());
    for _ in 0..count {
        let (name, after) = text(rest)?;
        let (&kind, after) = after.split_first().ok_or_else(not_wasm)?;
        let (index, after) = number(after)?;
        if kind != FUNCTION || names(script, name) {
            kept += 1;
            push_text(&mut entries, name);
            entries.push(kind);
            push_number(&mut entries, index);
        }
        rest = after;
    }
    let mut section = Vec::with_capacity(body.len());
    push_number(&mut section, kept);
    section.extend(entries);
    Ok(section)
}

/// Does the script name it, as a whole word?
fn names(script: &str, name: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    script.match_indices(name).any(|(start, _)| {
        let (before, from) = script.split_at(start);
        let after = from.get(name.len()..).unwrap_or_default();
        !before.ends_with(part) && !after.starts_with(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
export class IntoUnderlyingSink {
    close() {
        wasm.intounderlyingsink_close(1);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
export function start() {
    wasm.start_it();
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
const other = 1;
";

    #[test]
    fn the_classes_leave_the_glue_and_nothing_else_does() {
        let kept = without_streams(GLUE).unwrap();
        assert_eq!(kept, "export function start() {\n    wasm.start_it();\n}\nconst other = 1;\n");
        // Another form of glue is told, not let through.
        without_streams(&kept).unwrap_err();
        without_streams("x = IntoUnderlyingSink;\nexport class IntoUnderlyingSink {\n}\n").unwrap_err();
    }

    #[test]
    fn only_functions_that_nobody_names_are_no_longer_offered() {
        // Header, and an export section: memory, "start_it", "start_it_not".
        let mut section = vec![3];
        for (name, kind, index) in [("memory", 2, 0), ("start_it", 0, 1), ("start", 0, 2)] {
            push_text(&mut section, name);
            section.extend([kind, index]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(EXPORTS);
        push_number(&mut wasm, section.len());
        wasm.extend(&section);
        let kept = without_uncalled(&wasm, "wasm.start_it();").unwrap();
        let text = String::from_utf8_lossy(&kept).into_owned();
        assert!(text.contains("memory") && text.contains("start_it"));
        assert_eq!(kept.get(10), Some(&2), "two are left");
        assert!(names("a.start()", "start") && !names("a.start_it()", "start"));
        without_uncalled(b"\0asm\x01\0\0\0\x07\xff", "").unwrap_err();
    }
}
