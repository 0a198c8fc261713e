package dev.orrery.chain.tx;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.crypto.multisig.v1beta1.CompactBitArray;
import dev.orrery.proto.cosmos.crypto.multisig.v1beta1.MultiSignature;
import dev.orrery.proto.cosmos.tx.signing.v1beta1.SignMode;
import dev.orrery.proto.cosmos.tx.v1beta1.ModeInfo;
import java.util.ArrayList;
import java.util.List;

/** A signature with the way in which it was made. */
public sealed interface SignatureData {
    /** One key's signature. */
    record Single(SignMode mode, ByteString signature) implements SignatureData {}

    /** Signatures of those keys of a multisig whose bits are set, in the order of the keys. */
    record Multi(CompactBitArray signers, List<SignatureData> signatures) implements SignatureData {
        public Multi {
            signatures = List.copyOf(signatures);
        }

        /** The number of keys that the bits speak of. */
        public int size() {
            int extra = signers.getExtraBitsStored();
            int bytes = signers.getElems().size();
            return extra == 0 ? bytes * 8 : (bytes - 1) * 8 + extra;
        }

        public boolean signs(int key) {
            return key < size() && (signers.getElems().byteAt(key >> 3) & (1 << (7 - key % 8))) != 0;
        }

        int signerCount() {
            int count = 0;
            for (int i = 0; i < size(); i++) {
                count += signs(i) ? 1 : 0;
            }
            return count;
        }
    }

    /**
     * @throws ChainException if the bytes aren't what the mode says
     */
    static SignatureData of(ModeInfo mode, ByteString signature) {
        return switch (mode.getSumCase()) {
            case SINGLE -> new Single(mode.getSingle().getMode(), signature);
            case MULTI -> multi(mode.getMulti(), signature);
            case SUM_NOT_SET -> throw ChainException.plain("unexpected ModeInfo data type <nil>");
        };
    }

    private static Multi multi(ModeInfo.Multi mode, ByteString signature) {
        MultiSignature inner;
        try {
            inner = MultiSignature.parseFrom(signature);
        } catch (InvalidProtocolBufferException e) {
            throw ChainException.plain("unexpected EOF");
        }
        if (!inner.getUnknownFields().asMap().isEmpty()) {
            throw ChainException.plain("rejecting unrecognized fields found in MultiSignature");
        }
        int extraBits = mode.getBitarray().getExtraBitsStored();
        if (extraBits < 0
                || extraBits > 7
                || (extraBits > 0 && mode.getBitarray().getElems().isEmpty())) {
            throw ChainException.plain("a bit array that can't be");
        }
        if (inner.getSignaturesCount() < mode.getModeInfosCount()) {
            throw ChainException.plain("fewer signatures than mode infos in a multisignature");
        }
        List<SignatureData> signatures = new ArrayList<>();
        for (int i = 0; i < mode.getModeInfosCount(); i++) {
            signatures.add(of(mode.getModeInfos(i), inner.getSignatures(i)));
        }
        return new Multi(mode.getBitarray(), signatures);
    }

    /** Whether some signature is missing, as when a client only asks for the price. */
    default boolean isIncomplete() {
        return switch (this) {
            case Single(SignMode mode, ByteString signature) -> signature.isEmpty();
            case Multi(CompactBitArray signers, List<SignatureData> signatures) ->
                signatures.isEmpty() || signatures.stream().anyMatch(SignatureData::isIncomplete);
        };
    }

    /** Whether every signer signed the legacy JSON, in which the sequence is part of what is signed. */
    default boolean isOnlyLegacy() {
        return switch (this) {
            case Single(SignMode mode, ByteString signature) -> mode == SignMode.SIGN_MODE_LEGACY_AMINO_JSON;
            case Multi(CompactBitArray signers, List<SignatureData> signatures) ->
                signatures.stream().allMatch(SignatureData::isOnlyLegacy);
        };
    }

    /** The signatures as events list them: each one, and behind those of a multisig the whole. */
    default List<ByteString> flat() {
        return switch (this) {
            case Single(SignMode mode, ByteString signature) -> List.of(signature);
            case Multi(CompactBitArray signers, List<SignatureData> signatures) -> {
                List<ByteString> all = new ArrayList<>();
                signatures.forEach(signature -> all.addAll(signature.flat()));
                all.add(MultiSignature.newBuilder()
                        .addAllSignatures(List.copyOf(all))
                        .build()
                        .toByteString());
                yield all;
            }
        };
    }
}
