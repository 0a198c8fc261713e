package dev.orrery.chain.wasm;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractCodeHistoryEntry;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.Params;

/** Reads what this module itself wrote to state. */
final class Stored {
    private Stored() {}

    static CodeInfo codeInfo(byte[] bytes) {
        return read(CodeInfo.parser(), bytes);
    }

    static ContractInfo contractInfo(byte[] bytes) {
        return read(ContractInfo.parser(), bytes);
    }

    static ContractCodeHistoryEntry historyEntry(byte[] bytes) {
        return read(ContractCodeHistoryEntry.parser(), bytes);
    }

    static Params params(byte[] bytes) {
        return read(Params.parser(), bytes);
    }

    private static <T extends Message> T read(Parser<T> parser, byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the state of the wasm module is damaged", e);
        }
    }
}
