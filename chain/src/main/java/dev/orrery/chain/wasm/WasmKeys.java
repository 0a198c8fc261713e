package dev.orrery.chain.wasm;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.state.Keys;

/** The keys of the wasm store. wasmd x/wasm/types/keys.go. */
public final class WasmKeys {
    public static final String STORE = "wasm";

    /** Height and counter at the begin of each position key. Bytes. */
    static final int POSITION_BYTES = 16;

    static final byte[] CODE = {0x01};
    static final byte[] CONTRACT = {0x02};
    static final byte[] CONTRACT_STATE = {0x03};
    static final byte[] HISTORY = {0x05};
    static final byte[] PINNED = {0x07};
    static final byte[] TX_COUNTER = {0x08};
    static final byte[] PARAMS = {0x10};

    static final byte[] NEXT_CODE_ID = Keys.concat(new byte[] {0x04}, Keys.utf8("lastCodeId"));
    static final byte[] NEXT_INSTANCE_ID = Keys.concat(new byte[] {0x04}, Keys.utf8("lastContractId"));

    private static final byte[] BY_CODE = {0x06};
    private static final byte[] BY_CREATOR = {0x09};

    private WasmKeys() {}

    /** What an entry of the store is, by how its key begins. */
    public static final class Kind {
        public static final Kind CODE = new Kind(WasmKeys.CODE);
        public static final Kind CONTRACT = new Kind(WasmKeys.CONTRACT);
        public static final Kind CONTRACT_STATE = new Kind(WasmKeys.CONTRACT_STATE);
        public static final Kind HISTORY = new Kind(WasmKeys.HISTORY);
        public static final Kind PINNED = new Kind(WasmKeys.PINNED);
        public static final Kind TX_COUNTER = new Kind(WasmKeys.TX_COUNTER);
        public static final Kind NEXT_CODE_ID = new Kind(WasmKeys.NEXT_CODE_ID);
        public static final Kind NEXT_INSTANCE_ID = new Kind(WasmKeys.NEXT_INSTANCE_ID);

        private final byte[] prefix;

        private Kind(byte[] prefix) {
            this.prefix = prefix;
        }

        public boolean has(byte[] key) {
            return Keys.startsWith(key, prefix);
        }
    }

    /** Where the id of the next code stands: an entry that every chain with contracts has. */
    public static byte[] nextCodeId() {
        return NEXT_CODE_ID.clone();
    }

    /** Before the number of each code. */
    public static byte[] codes() {
        return CODE.clone();
    }

    static byte[] code(long codeId) {
        return Keys.concat(CODE, Keys.uint64(codeId));
    }

    public static byte[] contract(Address contract) {
        return Keys.concat(CONTRACT, contract.bytes());
    }

    /** Before every key of a contract's own state. */
    static byte[] contractState(Address contract) {
        return Keys.concat(CONTRACT_STATE, contract.bytes());
    }

    static byte[] historyOf(Address contract) {
        return Keys.concat(HISTORY, contract.bytes());
    }

    static byte[] history(Address contract, long position) {
        return Keys.concat(historyOf(contract), Keys.uint64(position));
    }

    static byte[] byCode(long codeId) {
        return Keys.concat(BY_CODE, Keys.uint64(codeId));
    }

    static byte[] byCode(long codeId, byte[] position, Address contract) {
        return Keys.concat(byCode(codeId), position, contract.bytes());
    }

    static byte[] byCreator(Address creator) {
        return Keys.concat(BY_CREATOR, new byte[] {(byte) creator.size()}, creator.bytes());
    }

    static byte[] byCreator(Address creator, byte[] position, Address contract) {
        return Keys.concat(byCreator(creator), position, contract.bytes());
    }

    static byte[] pinned(long codeId) {
        return Keys.concat(PINNED, Keys.uint64(codeId));
    }
}
