package sdk;

/** This native method is one instruction of Wasm. With "" it gives its argument back, as an address or as a reference. */
@interface Instruction {
    String value();
}
