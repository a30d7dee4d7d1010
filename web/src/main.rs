//! Puts the page in the place of the static shell.

fn main() {
    web::browser::start();
}
