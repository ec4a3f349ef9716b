//! One module from three: wasm-bindgen's glue, the loader of rooms, and the start script.

use crate::failure::Failure;

/// What the start script says to load the glue when it is a file of its own.
const LOAD: &str = "(await import(document.querySelector('link[rel=modulepreload]').href)).default";

/// The glue with the start script at its end, started by the glue's own function.
pub fn with_start(glue: &str, start: &str) -> Result<String, Failure> {
    let init = default_export(glue).ok_or_else(|| Failure::new("wasm-bindgen's glue has no default export to start."))?;
    if start.matches(LOAD).count() != 1 {
        return Err(Failure::new(format!("init.js must hold, once: {LOAD}")));
    }
    Ok(format!("{glue}\n{{\n{}\n}}\n", start.replace(LOAD, init)))
}

fn default_export(glue: &str) -> Option<&str> {
    let (before, _) = glue.split_once(" as default")?;
    before.rsplit([' ', '{', ',']).find(|word| !word.is_empty())
}

/// The glue with the loader of rooms inside it in place of the import of it.
pub fn with_rooms(glue: &str, rooms: &str) -> Result<String, Failure> {
    let line = glue
        .lines()
        .find(|line| line.starts_with("import ") && line.contains("__wasm_split.js"))
        .ok_or_else(|| Failure::new("The glue does not import the loader of rooms."))?;
    let name = line
        .strip_prefix("import * as ")
        .and_then(|rest| rest.split(' ').next())
        .ok_or_else(|| Failure::new(format!("The glue imports the rooms in a new way: {line}")))?;
    let mut body = String::new();
    let mut names = Vec::new();
    for line in rooms.lines().filter(|line| !line.starts_with("import ")) {
        let line = match line.strip_prefix("export const ") {
            Some(rest) => {
                names.push(rest.split([' ', '=']).next().unwrap_or(rest));
                line.trim_start_matches("export ")
            }
            None if line.starts_with("export ") => {
                return Err(Failure::new(format!("The rooms are exported in a new way: {line}")));
            }
            None => line,
        };
        body.push_str(line);
        body.push('\n');
    }
    let inside = format!("const {name} = (() => {{\n{body}return {{ {} }};\n}})();", names.join(", "));
    let mut whole = glue.replacen(line, &inside, 1);
    // wasm-bindgen imports the loader once for each part: they are all the same module.
    while let Some(again) = whole.lines().find(|line| line.starts_with("import ") && line.contains("__wasm_split.js")).map(str::to_owned) {
        let other = again.strip_prefix("import * as ").and_then(|rest| rest.split(' ').next());
        let other = other.ok_or_else(|| Failure::new(format!("The glue imports the rooms in a new way: {again}")))?;
        whole = whole.replacen(&again, &format!("const {other} = {name};"), 1);
    }
    Ok(whole)
}

/// The loader with one file of code taken out of the file that holds the small pieces.
pub fn from_pieces(loader: &str, file: &str, at: usize, size: usize) -> Result<String, Failure> {
    let fetched = format!(
        "    const src = fetch(new URL(\"./{file}\", import.meta.url));\n    src.catch(() => {{}});\n    \
         return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n"
    );
    if loader.matches(&fetched).count() != 1 {
        return Err(Failure::new(format!("The loader of rooms fetches {file} in a new way.")));
    }
    Ok(loader.replace(&fetched, &format!("    return async (imports) => WebAssembly.instantiate(await piece({at}, {size}), imports);\n")))
}

/// What fetches the file of small pieces, once; one that did not arrive is asked for again.
pub fn pieces(file: &str) -> String {
    format!(
        "let pieces;\n\
         async function piece(at, size) {{\n    \
         pieces ??= fetch(new URL(\"./{file}\", import.meta.url)).then((answer) => answer.ok ? answer.arrayBuffer() : Promise.reject(answer.status));\n    \
         try {{\n        return (await pieces).slice(at, at + size);\n    }} catch (problem) {{\n        pieces = undefined;\n        throw problem;\n    }}\n}}\n"
    )
}

/// Takes out whole-line comments and indentation. Lines inside a template literal that spans
/// lines would lose theirs too; neither the glue nor the start script has one.
pub fn squeeze(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines().map(str::trim) {
        if inside || line.starts_with("/*") {
            inside = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_script_calls_the_glue() {
        let glue = "function a() {}\nexport { initSync, a as default };";
        let whole = with_start(glue, &format!("start({LOAD});")).unwrap();
        assert!(whole.contains("start(a);"), "{whole}");
        assert!(with_start(glue, "start();").is_err());
        assert!(with_start("function a() {}", LOAD).is_err());
    }

    #[test]
    fn the_rooms_come_inside() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nlet wasm;";
        let rooms = "import { initSync } from \"./portal.js\";\nconst b = 1;\nexport const load_a = b;\n";
        let whole = with_rooms(glue, rooms).unwrap();
        assert_eq!(whole, "const import1 = (() => {\nconst b = 1;\nconst load_a = b;\nreturn { load_a };\n})();\nlet wasm;");
        assert!(with_rooms("let wasm;", rooms).is_err());
        assert!(with_rooms(glue, "export default 1;").is_err());
    }

    #[test]
    fn small_pieces_come_out_of_one_file() {
        let loader = "const a = makeLoad(() => {\n    const src = fetch(new URL(\"./a.wasm\", import.meta.url));\n    src.catch(() => {});\n    \
            return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}\n, []);\n";
        let rest =
            "const a = makeLoad(() => {\n    return async (imports) => WebAssembly.instantiate(await piece(3, 5), imports);\n}\n, []);\n";
        assert_eq!(from_pieces(loader, "a.wasm", 3, 5).unwrap(), rest);
        assert!(from_pieces(loader, "b.wasm", 3, 5).is_err());
        assert!(pieces("room-1.wasm").contains("\"./room-1.wasm\""));
    }

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(squeeze("/**\n * x\n */\n  a('//');\n  // y\n/* z */\n\nb\n"), "a('//');\nb\n");
    }
}
