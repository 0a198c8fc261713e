package dev.orrery.relayer.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.host.Identifiers;
import java.time.Instant;

/**
 * A chain as one of its headers shows it: the state after the block before, which that header proves. All answers agree with each
 * other, whatever the chain does meanwhile.
 *
 * @param height of the header; its root is that of the state after the block before
 * @param time of the header
 */
public record View(Node node, String chainId, long height, Instant time) {
    /** The first header whose state can be asked for with proofs. cosmos-sdk baseapp/abci.go: handleQueryStore. */
    public static final long FIRST = 3;

    /** The height as other chains name it. */
    public Height proofHeight() {
        return new Height(Identifiers.revision(chainId), height);
    }

    public <T extends MessageLite> T query(String method, Message request, Parser<T> parser) {
        return node.query(method, request, parser, height - 1);
    }

    /** The bytes of a proof for a key of IBC's store. */
    public ByteString proof(byte[] key) {
        return node.proof(key, height - 1).toByteString();
    }
}
