package dev.orrery.server.chain;

import dev.orrery.chain.wasm.DebugLog;
import dev.orrery.vm.EntryPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What contracts print, in the log of the node under the name {@value #NAME}, with who printed it as fields. Any thread. */
final class ContractLog implements DebugLog {
    static final String NAME = "contract";

    /** Characters of one text; a contract may print megabytes. */
    private static final int MAX_CHARACTERS = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    @Override
    public void printed(long height, String contract, EntryPoint entry, String text) {
        LOG.atInfo()
                .addKeyValue("contract", contract)
                .addKeyValue("entry", entry.export())
                .addKeyValue("height", height)
                .log(() -> oneLine(text));
    }

    /** A contract must not write lines of its own into the log, nor what a terminal obeys. */
    static String oneLine(String text) {
        String shown = text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
        StringBuilder line = new StringBuilder(shown.length());
        shown.codePoints()
                .forEach(character -> line.appendCodePoint(Character.isISOControl(character) ? ' ' : character));
        return line.toString();
    }
}
