//! Short names between the wasm and its glue.
//!
//! wasm-bindgen names each import by what it is and a hash, some 35 characters that hardly compress, in both files:
//! together nearly 5 KB of download. Nobody else reads these names, so both get short ones.

use crate::failure::Failure;
use std::collections::BTreeMap;

/// What wasm-bindgen's names begin with: nothing else in a script does.
const PREFIX: &str = "__wb";
/// Magic number and version.
const HEAD: usize = 8;
const IMPORTS: u8 = 2;

/// Old names and new ones.
pub type Names = BTreeMap<String, String>;

/// The module with short names, and what they were.
pub fn shorten_imports(wasm: &[u8]) -> Result<(Vec<u8>, Names), Failure> {
    let mut names = Names::new();
    let short = with_section(wasm, IMPORTS, |body| imports(body, &mut names))?;
    Ok((short, names))
}

/// The module with another body in its section of this kind.
pub fn with_section(
    wasm: &[u8],
    wanted: u8,
    mut change: impl FnMut(&[u8]) -> Result<Vec<u8>, Failure>,
) -> Result<Vec<u8>, Failure> {
    let (head, mut rest) = wasm.split_at_checked(HEAD).ok_or_else(not_wasm)?;
    let mut module = head.to_vec();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        let (body, after) = after.split_at_checked(length).ok_or_else(not_wasm)?;
        let body = if kind == wanted { change(body)? } else { body.to_vec() };
        module.push(kind);
        push_number(&mut module, body.len());
        module.extend(body);
        rest = after;
    }
    Ok(module)
}

/// The import section: module, name, and what it is, which for all of wasm-bindgen's is a function.
fn imports(body: &[u8], names: &mut Names) -> Result<Vec<u8>, Failure> {
    let (count, mut rest) = number(body)?;
    let mut short = Vec::with_capacity(body.len());
    push_number(&mut short, count);
    for _ in 0..count {
        let (module, after) = text(rest)?;
        let (name, after) = text(after)?;
        let Some((0, after)) = after.split_first() else { return Err(not_wasm()) };
        let (index, after) = number(after)?;
        push_text(&mut short, module);
        push_text(&mut short, if name.starts_with(PREFIX) { given(names, name) } else { name });
        short.push(0);
        push_number(&mut short, index);
        rest = after;
    }
    Ok(short)
}

/// The short name of this one: the next in order when it has none yet.
fn given<'a>(names: &'a mut Names, name: &str) -> &'a str {
    let next = format!("_{}", names.len());
    names.entry(name.to_owned()).or_insert(next)
}

/// The script with the short names; fails when it does not hold one of the old ones exactly once.
pub fn shorten_in(script: &str, names: &Names) -> Result<String, Failure> {
    let mut seen = 0;
    let mut short = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(PREFIX) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        short.push_str(before);
        match names.get(word) {
            // Not the end of a longer word.
            Some(new) if !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$') => {
                seen += 1;
                short.push_str(new);
            }
            _ => short.push_str(word),
        }
        rest = after;
    }
    short.push_str(rest);
    if seen == names.len() {
        return Ok(short);
    }
    Err(Failure::new(format!("the glue names {seen} imports, the wasm {}", names.len()))
        .remedy("another wasm-bindgen? See xtask/src/short_names.rs"))
}

/// An unsigned LEB128 number, and what comes after it.
pub fn number(bytes: &[u8]) -> Result<(usize, &[u8]), Failure> {
    let (mut value, mut rest) = (0, bytes);
    for shift in (0..35).step_by(7) {
        let (&byte, after) = rest.split_first().ok_or_else(not_wasm)?;
        value |= usize::from(byte & 0x7f) << shift;
        rest = after;
        if byte < 0x80 {
            return Ok((value, rest));
        }
    }
    Err(not_wasm())
}

pub fn push_number(bytes: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

pub fn text(bytes: &[u8]) -> Result<(&str, &[u8]), Failure> {
    let (length, rest) = number(bytes)?;
    let (text, rest) = rest.split_at_checked(length).ok_or_else(not_wasm)?;
    Ok((std::str::from_utf8(text).map_err(|_| not_wasm())?, rest))
}

pub fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}

pub fn not_wasm() -> Failure {
    Failure::new("the app's .wasm is not read as such").remedy("see xtask/src/short_names.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports these functions from `./app_bg.js`, and a section after it.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut body = Vec::new();
        push_number(&mut body, names.len());
        for name in names {
            push_text(&mut body, "./app_bg.js");
            push_text(&mut body, name);
            body.extend([0, 3]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(IMPORTS);
        push_number(&mut wasm, body.len());
        wasm.extend(body);
        wasm.extend([3, 2, 1, 0]);
        wasm
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let old = ["__wbg_get_0123", "__wbindgen_generic_0001", "plain"];
        let (wasm, names) = shorten_imports(&module(&old)).unwrap();
        assert_eq!(wasm, module(&["_0", "_1", "plain"]));
        let script = "x={__wbg_get_0123:function(a){},__wbindgen_generic_0001:f};w.__wbindgen_malloc(1)";
        assert_eq!(shorten_in(script, &names).unwrap(), "x={_0:function(a){},_1:f};w.__wbindgen_malloc(1)");
    }

    #[test]
    fn a_long_import_section_keeps_its_length() {
        let old: Vec<String> = (0..300).map(|number| format!("__wbg_name_{number:016x}")).collect();
        let (wasm, names) =
            shorten_imports(&module(&old.iter().map(String::as_str).collect::<Vec<_>>())).unwrap();
        let new: Vec<String> = (0..300).map(|number| format!("_{number}")).collect();
        assert_eq!(wasm, module(&new.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_eq!(names.len(), 300);
    }

    #[test]
    fn a_name_that_only_one_side_knows_fails_the_build() {
        let (_, names) = shorten_imports(&module(&["__wbg_get_0123"])).unwrap();
        assert!(shorten_in("nothing of the kind", &names).is_err());
        assert!(shorten_in("x__wbg_get_0123, __wbg_get_01234", &names).is_err());
    }

    #[test]
    fn what_is_no_module_is_refused() {
        for bytes in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0\x02", b"\0asm\x01\0\0\0\x02\x05\x01"] {
            assert!(shorten_imports(bytes).is_err(), "{bytes:?}");
        }
    }
}
