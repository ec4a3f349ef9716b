//! What wasm-bindgen leaves in the code and its glue, made shorter: imports have names of one or two letters instead of long
//! ones, and classes that a library exports but nobody uses go.

use crate::failure::Failure;

/// The module under which wasm-bindgen imports what its glue holds.
const GLUE: &str = "./portal_bg.js";
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The WebAssembly and its glue, with short names and without the exported classes that the glue offers to others.
pub fn slim(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String), Failure> {
    let (mut glue, classes) = without_classes(glue);
    let mut out = Vec::with_capacity(wasm.len());
    let mut reader = Reader { bytes: wasm, at: 0 };
    out.extend(reader.take(8)?);
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        let size = reader.number()?;
        let body = reader.take(size)?;
        let body = match id {
            IMPORTS => short_imports(body, &mut glue)?,
            EXPORTS => without_exports(body, &classes)?,
            _ => body.to_vec(),
        };
        out.push(id);
        put_number(&mut out, body.len());
        out.extend(body);
    }
    Ok((out, glue))
}

/// Takes the exported classes out of the glue; the names of their functions in the WebAssembly begin with the second part's.
fn without_classes(glue: &str) -> (String, Vec<String>) {
    let mut kept = String::with_capacity(glue.len());
    let mut names: Vec<String> = Vec::new();
    let mut inside = false;
    let mut finalizer = false;
    for line in glue.lines() {
        if let Some(name) = line.strip_prefix("export class ").and_then(|rest| rest.split(' ').next()) {
            names.push(name.to_owned());
            inside = true;
        } else if inside {
            inside = line != "}";
        } else if let Some(named) = line.strip_suffix("Finalization = (typeof FinalizationRegistry === 'undefined')") {
            finalizer = names.iter().any(|name| named == format!("const {name}"));
            if !finalizer {
                push_line(&mut kept, line);
            }
        } else if finalizer {
            finalizer = !line.ends_with(';');
        } else if !names.iter().any(|name| line == format!("if (Symbol.dispose) {name}.prototype[Symbol.dispose] = {name}.prototype.free;"))
        {
            push_line(&mut kept, line);
        }
    }
    (kept, names.iter().map(|name| name.to_lowercase()).collect())
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn without_exports(body: &[u8], classes: &[String]) -> Result<Vec<u8>, Failure> {
    let mut reader = Reader { bytes: body, at: 0 };
    let count = reader.number()?;
    let (mut kept, mut entries) = (0, Vec::<u8>::new());
    for _ in 0..count {
        let begin = reader.at;
        let name = reader.text()?;
        reader.byte()?;
        reader.number()?;
        let of_class = |class: &String| name.starts_with(&format!("{class}_")) || name == format!("__wbg_{class}_free");
        if !classes.iter().any(of_class) {
            kept += 1;
            entries.extend(body.get(begin..reader.at).unwrap_or_default());
        }
    }
    let mut out = Vec::new();
    put_number(&mut out, kept);
    out.extend(entries);
    Ok(out)
}

fn short_imports(body: &[u8], glue: &mut String) -> Result<Vec<u8>, Failure> {
    let mut reader = Reader { bytes: body, at: 0 };
    let count = reader.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    let mut known: Vec<(String, String)> = Vec::new();
    for _ in 0..count {
        let (module, name) = (reader.text()?, reader.text()?);
        let begin = reader.at;
        reader.description()?;
        let description = body.get(begin..reader.at).unwrap_or_default();
        if module == GLUE {
            let short = match known.iter().find(|(long, _)| *long == name) {
                Some((_, short)) => short.clone(),
                None => {
                    let short = letters(known.len());
                    known.push((name, short.clone()));
                    short
                }
            };
            put_text(&mut out, "g");
            put_text(&mut out, &short);
        } else {
            put_text(&mut out, &module);
            put_text(&mut out, &name);
        }
        out.extend(description);
    }
    let mut text = String::with_capacity(glue.len());
    let mut renamed = 0;
    for line in glue.lines() {
        let start = line.trim_start();
        let key = start.split(':').next().unwrap_or_default();
        match known.iter().find(|(long, _)| !key.is_empty() && long == key) {
            Some((long, short)) => {
                renamed += 1;
                push_line(&mut text, &line.replacen(long.as_str(), short, 1));
            }
            None => push_line(&mut text, line),
        }
    }
    let module = format!("\"{GLUE}\": import0");
    if renamed != known.len() || !text.contains(&module) {
        return Err(Failure::new("wasm-bindgen's glue names its functions in a new way."));
    }
    *glue = text.replacen(&module, "g: import0", 1);
    Ok(out)
}

/// `a`, `b` … `z`, `aa` … for the first, second … name.
fn letters(mut number: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        if number < 26 {
            return text;
        }
        number = number / 26 - 1;
    }
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend(text.as_bytes());
}

/// Reads the binary format (WebAssembly Core Specification, chapter 5).
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Failure> {
        let taken = self.bytes.get(self.at..self.at + count).ok_or_else(|| Failure::new("The WebAssembly ends too early."))?;
        self.at += count;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Failure> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// An unsigned number in LEB128.
    fn number(&mut self) -> Result<usize, Failure> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return Ok(number);
            }
        }
    }

    fn text(&mut self) -> Result<String, Failure> {
        let length = self.number()?;
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| Failure::new("A name in the WebAssembly is not text."))
    }

    /// What is imported: a function, table, memory, global or tag.
    fn description(&mut self) -> Result<(), Failure> {
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => drop(self.take(2)?),
            4 => {
                self.byte()?;
                self.number()?;
            }
            other => return Err(Failure::new(format!("The WebAssembly imports something unknown ({other})."))),
        }
        Ok(())
    }

    fn limits(&mut self) -> Result<(), Failure> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_counted_in_letters() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn imports_become_short_and_unused_classes_go() {
        let glue = "export class Stream {\n    free() {\n    }\n}\nif (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;\n\
            function __wbg_get_imports() {\n    const import0 = {\n        __wbg_now_1: function() {},\n    };\n    return { \"./portal_bg.js\": import0 };\n}\n\
            const StreamFinalization = (typeof FinalizationRegistry === 'undefined')\n    ? {}\n    : new FinalizationRegistry();\nlet rest;\n";
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut imports = vec![1];
        put_text(&mut imports, GLUE);
        put_text(&mut imports, "__wbg_now_1");
        imports.extend([0, 0]);
        let mut exports = vec![2];
        put_text(&mut exports, "stream_cancel");
        exports.extend([0, 0]);
        put_text(&mut exports, "main");
        exports.extend([0, 1]);
        for (id, body) in [(IMPORTS, imports), (EXPORTS, exports)] {
            wasm.push(id);
            put_number(&mut wasm, body.len());
            wasm.extend(body);
        }
        let (wasm, glue) = slim(&wasm, glue).unwrap();
        assert_eq!(wasm, b"\0asm\x01\0\0\0\x02\x07\x01\x01g\x01a\0\0\x07\x08\x01\x04main\0\x01");
        assert_eq!(
            glue,
            "function __wbg_get_imports() {\n    const import0 = {\n        a: function() {},\n    };\n    return { g: import0 };\n}\nlet rest;\n"
        );
        assert!(slim(b"\0asm", "").is_err());
    }
}
