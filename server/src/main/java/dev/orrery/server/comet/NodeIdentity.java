package dev.orrery.server.comet;

import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.ConsensusKey;
import java.util.HexFormat;

/**
 * What the node says of itself.
 *
 * @param version of CometBFT that it claims to be; clients choose their decoder by it
 * @param rpcAddress where the RPC listens
 */
public record NodeIdentity(String moniker, String version, String rpcAddress) {
    /**
     * The newest of the generation that every client knows: 0.39 makes CosmJS read events as if they were base64.
     * LOCAL_CHAIN.md §0.
     */
    public static final String COMET_VERSION = "0.38.21";

    /** Of the peer-to-peer protocol. cometbft version/version.go: P2PProtocol. */
    public static final int P2P_PROTOCOL = 8;

    /** There is no peer-to-peer socket. */
    public static final String PEER_ADDRESS = "tcp://127.0.0.1:0";

    /** Bytes of a peer's id. */
    private static final int NODE_ID_BYTES = 20;

    /** Of the peer-to-peer protocol, as a node of CometBFT has them. */
    public static byte[] channels() {
        return HexFormat.of().parseHex("40202122233038606100");
    }

    /** Peers are known by the hash of a key of theirs; without peers the validator's serves. */
    public static String idOf(ConsensusKey key) {
        ByteString hash = BlockHashes.transaction(key.publicKey().toByteString());
        return HexFormat.of().formatHex(hash.substring(0, NODE_ID_BYTES).toByteArray());
    }
}
