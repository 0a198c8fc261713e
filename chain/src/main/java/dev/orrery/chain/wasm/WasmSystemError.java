package dev.orrery.chain.wasm;

import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.ErrorCode;
import dev.orrery.msg.SystemError;

/**
 * A kind of failure that a contract which asked is told about in the words of its own interface, instead of as a bare code.
 * wasmd x/wasm/types/errors.go: WasmVMFlavouredError.
 */
public sealed interface WasmSystemError extends ErrorCode {
    /** What the contract is told. */
    SystemError toContract();

    static ChainException noSuchContract(String address) {
        return new NoSuchContract(address).failure("address " + address);
    }

    static ChainException noSuchCode(long codeId) {
        return new NoSuchCode(codeId).failure("code id " + Long.toUnsignedString(codeId));
    }

    /** The chain does not answer such a query. */
    static ChainException unsupported(String kind) {
        return new Refused(new SystemError.UnsupportedRequest(kind)).failure();
    }

    /** The chain can't tell what was asked. */
    static ChainException unknown() {
        return new Refused(new SystemError.Unspecified()).failure();
    }

    record NoSuchContract(String address) implements WasmSystemError {
        @Override
        public String codespace() {
            return WasmError.CODESPACE;
        }

        @Override
        public int code() {
            return WasmError.NO_SUCH_CONTRACT.code();
        }

        @Override
        public String text() {
            return WasmError.NO_SUCH_CONTRACT.text();
        }

        @Override
        public SystemError toContract() {
            return new SystemError.NoSuchContract(address);
        }
    }

    record NoSuchCode(long codeId) implements WasmSystemError {
        @Override
        public String codespace() {
            return WasmError.CODESPACE;
        }

        @Override
        public int code() {
            return WasmError.NO_SUCH_CODE.code();
        }

        @Override
        public String text() {
            return WasmError.NO_SUCH_CODE.text();
        }

        @Override
        public SystemError toContract() {
            return new SystemError.NoSuchCode(codeId);
        }
    }

    /** A query that was not carried out; has no code of the chain. */
    record Refused(SystemError toContract) implements WasmSystemError {
        private static final int INTERNAL = 1;

        @Override
        public String codespace() {
            return "undefined";
        }

        @Override
        public int code() {
            return INTERNAL;
        }

        @Override
        public String text() {
            return switch (toContract) {
                case SystemError.UnsupportedRequest refused -> "unsupported request: " + refused.kind();
                default -> "unknown system error";
            };
        }
    }
}
