//! Prints the wire types as JSON Schema: `cargo run -p plenum-server --example schema`.
fn main() {
    println!("{:#}", plenum_server::schema::definitions());
}
