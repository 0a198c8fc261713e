//! Every function the host offers. Arguments are region addresses unless the name says otherwise.

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    pub fn abort(text: u32);
    pub fn debug(text: u32);

    pub fn db_read(key: u32) -> u32;
    pub fn db_write(key: u32, value: u32);
    pub fn db_remove(key: u32);
    pub fn db_scan(start: u32, end: u32, order_number: i32) -> u32;
    pub fn db_next(iterator_id: u32) -> u32;
    pub fn db_next_key(iterator_id: u32) -> u32;
    pub fn db_next_value(iterator_id: u32) -> u32;

    pub fn addr_validate(human: u32) -> u32;
    pub fn addr_canonicalize(human: u32, canonical_out: u32) -> u32;
    pub fn addr_humanize(canonical: u32, human_out: u32) -> u32;

    pub fn query_chain(request: u32) -> u32;

    pub fn secp256k1_verify(hash: u32, signature: u32, public_key: u32) -> u32;
    pub fn secp256k1_recover_pubkey(hash: u32, signature: u32, parameter_number: u32) -> u64;
    pub fn secp256r1_verify(hash: u32, signature: u32, public_key: u32) -> u32;
    pub fn secp256r1_recover_pubkey(hash: u32, signature: u32, parameter_number: u32) -> u64;
    pub fn ed25519_verify(message: u32, signature: u32, public_key: u32) -> u32;
    pub fn ed25519_batch_verify(messages: u32, signatures: u32, public_keys: u32) -> u32;

    pub fn bls12_381_aggregate_g1(points: u32, point_out: u32) -> u32;
    pub fn bls12_381_aggregate_g2(points: u32, point_out: u32) -> u32;
    pub fn bls12_381_pairing_equality(ps: u32, qs: u32, r: u32, s: u32) -> u32;
    pub fn bls12_381_hash_to_g1(hash_number: u32, message: u32, dst: u32, point_out: u32) -> u32;
    pub fn bls12_381_hash_to_g2(hash_number: u32, message: u32, dst: u32, point_out: u32) -> u32;
}
