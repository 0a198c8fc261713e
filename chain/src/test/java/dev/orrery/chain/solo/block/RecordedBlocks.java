package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.BlockIDFlag;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import dev.orrery.proto.tendermint.types.Data;
import dev.orrery.proto.tendermint.types.EvidenceList;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.PartSetHeader;
import dev.orrery.proto.tendermint.version.Consensus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** Blocks of a real single node (CometBFT 0.39), with the hashes that it computed. */
final class RecordedBlocks {
    static final String CHAIN_ID = "testing";
    static final long POWER = 250;
    static final PublicKey VALIDATOR = PublicKey.newBuilder()
            .setEd25519(base64("KhiW6NfZr2CYl6Td4/7nwSYbN9qGGg4VL6mwmSmY9Ec="))
            .build();
    static final ByteString ADDRESS = hex("EAC18C83DFD8020BF7CF56DC247EDF17E289CA3F");
    static final ByteString VALIDATORS_HASH = hex("C10D75F0E15564832CEAD1653123E1441932116D7AED7784A7D99B93F1DC8209");
    static final ByteString CONSENSUS_HASH = hex("048091BC7DDC283F77BFBF91D73C44DA58C3DF8A9CBC867405D8B7F3DAADA22F");
    static final ByteString EMPTY_HASH = hex("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");

    static final BlockID ID_1 = id(
            "A8AD12C6A1BC9624DC21A3A9B902F21C5CB99E71A19EF12B7D67B10665BA48A0",
            "C051A7A4B19C667D2E1CBC69DB419EB9B28C7495B3055E8D95DD6019FE63E1BF");
    static final BlockID ID_2 = id(
            "3E40BCBA8532374301C0EEDA5DEAB682287DC743719DA2CE4AE18BC8848B387E",
            "92AF7F39558800AC7017023A5213A4BFBC4BAC9EF3F510FBACFB9B67CF075CAE");
    static final BlockID ID_36 = id(
            "97D4B516D03C322B77FF3782E48099AF5E118F907628400728FC24DEBC28044E",
            "36180CC50ED2DA1BA12B0C07B07B6334D2C5C94379526490A289BB65236825DA");
    static final BlockID ID_37 = id(
            "A9929E364315F2A06A5E2DEC53646582BDE10D29F281F5699DE836FA4472B855",
            "BFE1A8ED9A96E781CDA7CC18E3CA9A9E701999DECB570A9D9A377DF7E5627114");

    private RecordedBlocks() {}

    static Block first() {
        return block(
                header(1, "2026-11-22T17:30:37.018587075Z", NextBlock.NO_BLOCK)
                        .setLastCommitHash(EMPTY_HASH)
                        .setDataHash(EMPTY_HASH)
                        .setAppHash(EMPTY_HASH),
                Data.getDefaultInstance(),
                NextBlock.emptyCommit());
    }

    /** A block without transactions. */
    static Block second() {
        return block(
                header(2, "2026-11-22T17:31:12.940056712Z", ID_1)
                        .setLastCommitHash(hex("0C956B781996763A14811D7D4FFB8BD184631CF92EDD7C3E4DC1F175D611A8D4"))
                        .setDataHash(EMPTY_HASH)
                        .setAppHash(hex("42717A7DA245A65B54F727408B0C06EE7D49113AABDA25FA95052B06A5BDAC23")),
                Data.getDefaultInstance(),
                commitTo1());
    }

    /** A block with one transaction. */
    static Block thirtySeventh() {
        return block(
                header(37, "2026-11-22T17:31:51.037265208Z", ID_36)
                        .setLastCommitHash(hex("C61BB128A70B281D741E3643A37CF5F8070F015687165CBB05FCCD3137732552"))
                        .setDataHash(hex("3D939DD6BF321E61FFFE09A2E1113EF2F7B4B11122A0A4AF882692D59E18FB25"))
                        .setAppHash(hex("F6468A3BF699528BC5A55B181E2E3B842D14BEDE8A94A803C75BEE22C805961F")),
                Data.newBuilder().addTxs(resource("recorded-37.tx.base64")).build(),
                commit(
                        36,
                        ID_36,
                        "2026-11-22T17:31:51.037265208Z",
                        "IapBe1acJ2JUi1XtM4LYcpZslYZolXgHcIj4LeJGEkD30NCvYM3slwgKCWcUJHVxpmmSZO85Sf81amGZCAi/Ag=="));
    }

    static Commit commitTo1() {
        return commit(
                1,
                ID_1,
                "2026-11-22T17:31:12.940056712Z",
                "TdEzbzMSWLV3arLrFEnkv94OUVRn284bta+GMuEdPnlCXvG8IjiQHm6hRYlLS5ngTxORTE3WUhz96E0xbeNLDQ==");
    }

    static Commit commitTo2() {
        return commit(
                2,
                ID_2,
                "2026-11-22T17:31:14.049197942Z",
                "xJjFndnNrATV22Ys5jNwKtpOrB4B0mUK1NpDpuo1Cem3AtV2zGZzJ9uPs0z1r/iC6pxJrIN36B51SjJzpNoLCQ==");
    }

    static Timestamp time(String text) {
        return Times.timestamp(Instant.parse(text));
    }

    static ByteString hex(String text) {
        return ByteString.copyFrom(HexFormat.of().parseHex(text));
    }

    static ByteString base64(String text) {
        return ByteString.copyFrom(Base64.getDecoder().decode(text));
    }

    private static Header.Builder header(long height, String time, BlockID last) {
        return Header.newBuilder()
                .setVersion(Consensus.newBuilder().setBlock(NextBlock.BLOCK_PROTOCOL))
                .setChainId(CHAIN_ID)
                .setHeight(height)
                .setTime(time(time))
                .setLastBlockId(last)
                .setValidatorsHash(VALIDATORS_HASH)
                .setNextValidatorsHash(VALIDATORS_HASH)
                .setConsensusHash(CONSENSUS_HASH)
                .setLastResultsHash(EMPTY_HASH)
                .setEvidenceHash(EMPTY_HASH)
                .setProposerAddress(ADDRESS);
    }

    private static Block block(Header.Builder header, Data data, Commit lastCommit) {
        return Block.newBuilder()
                .setHeader(header)
                .setData(data)
                .setEvidence(EvidenceList.getDefaultInstance())
                .setLastCommit(lastCommit)
                .build();
    }

    private static Commit commit(long height, BlockID id, String time, String signature) {
        return Commit.newBuilder()
                .setHeight(height)
                .setBlockId(id)
                .addSignatures(CommitSig.newBuilder()
                        .setBlockIdFlag(BlockIDFlag.BLOCK_ID_FLAG_COMMIT)
                        .setValidatorAddress(ADDRESS)
                        .setTimestamp(time(time))
                        .setSignature(base64(signature)))
                .build();
    }

    private static BlockID id(String hash, String parts) {
        return BlockID.newBuilder()
                .setHash(hex(hash))
                .setPartSetHeader(PartSetHeader.newBuilder().setTotal(1).setHash(hex(parts)))
                .build();
    }

    private static ByteString resource(String name) {
        try (InputStream in = RecordedBlocks.class.getResourceAsStream(name)) {
            return base64(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
