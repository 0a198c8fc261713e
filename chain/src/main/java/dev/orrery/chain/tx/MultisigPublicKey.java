package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.CodedOutputStream;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.crypto.multisig.LegacyAminoPubKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Several keys of which a number must sign. Cosmos SDK crypto/keys/multisig. */
public record MultisigPublicKey(int threshold, List<PublicKey> keys) implements PublicKey {
    static final String TYPE_URL = "/cosmos.crypto.multisig.LegacyAminoPubKey";

    private static final byte[] AMINO_PREFIX = {0x22, (byte) 0xc1, (byte) 0xf7, (byte) 0xe2};
    private static final int THRESHOLD_FIELD = 1;
    private static final int KEYS_FIELD = 2;

    public MultisigPublicKey {
        keys = List.copyOf(keys);
    }

    @Override
    public Address address() {
        return Address.of(Digests.shortSha256(aminoBytes()));
    }

    @Override
    public Any toAny() {
        return KnownTypes.pack(LegacyAminoPubKey.newBuilder()
                .setThreshold(threshold)
                .addAllPublicKeys(keys.stream().map(PublicKey::toAny).toList())
                .build());
    }

    @Override
    public byte[] aminoBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeRawBytes(AMINO_PREFIX);
            if (threshold != 0) {
                out.writeUInt32(THRESHOLD_FIELD, threshold);
            }
            for (PublicKey key : keys) {
                out.writeByteArray(KEYS_FIELD, key.aminoBytes());
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public int count() {
        return keys.stream().mapToInt(PublicKey::count).sum();
    }
}
