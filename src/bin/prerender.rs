//! Writes the public pages as HTML, so that they paint before WebAssembly arrives and read well with scripts off.

fn main() -> std::process::ExitCode {
    match commonwatch::prerender::run(std::env::args().skip(1)) {
        Ok(pages) => {
            println!("{pages} pages written");
            std::process::ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("The public pages could not be written: {failure}");
            std::process::ExitCode::FAILURE
        }
    }
}
