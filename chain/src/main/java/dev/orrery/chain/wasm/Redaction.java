package dev.orrery.chain.wasm;

import dev.orrery.chain.error.ChainException;

/** What contracts may read about failures: texts differ between versions and nodes, codes don't. wasmd msg_dispatcher.go: redactError. */
final class Redaction {
    private Redaction() {}

    static String textFor(ChainException failure) {
        return failure.isDeterministic()
                ? failure.text()
                : "codespace: " + failure.kind().codespace() + ", code: "
                        + failure.kind().code();
    }
}
