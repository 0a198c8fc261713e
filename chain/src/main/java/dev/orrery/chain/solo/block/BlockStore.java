package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Reader;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.BlockMeta;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Blocks, their results, and what consensus has to know of each height. Reads come from any thread; what a block brings is written
 * by one batch.
 *
 * <p>Transactions stand beside their results and not in the block's own entry, so that one of many is read alone.
 */
public final class BlockStore {
    private static final byte[] GENESIS = key('g');
    private static final byte[] BASE = key('o');
    private static final byte[] HEIGHT = key('n');
    private static final byte[] SEEN_COMMIT = key('c');
    private static final byte[] BLOCKS = key('b');
    private static final byte[] METAS = key('m');
    private static final byte[] HEIGHTS_BY_HASH = key('h');
    private static final byte[] RESULTS = key('r');
    private static final byte[] TRANSACTIONS = key('t');
    private static final byte[] VALIDATORS = key('v');
    private static final byte[] PARAMS = key('p');

    private final Reader database;

    public BlockStore(Reader database) {
        this.database = database;
    }

    /**
     * A decided block with all that came of it.
     *
     * @param commit signatures that made it final
     * @param nextButOneValidators those of the second height after it
     * @param nextParams those of the next height
     */
    public record Finalized(
            BlockID id,
            Block block,
            int size,
            ResponseFinalizeBlock results,
            Commit commit,
            ValidatorSet nextButOneValidators,
            ConsensusParams nextParams) {
        public long height() {
            return block.getHeader().getHeight();
        }

        /** The block's transactions and their results, in their order. */
        public List<TxResult> transactions() {
            List<TxResult> transactions = new ArrayList<>();
            for (int index = 0; index < block.getData().getTxsCount(); index++) {
                transactions.add(TxResult.newBuilder()
                        .setHeight(height())
                        .setIndex(index)
                        .setTx(block.getData().getTxs(index))
                        .setResult(results.getTxResults(index))
                        .build());
            }
            return transactions;
        }
    }

    /** What the first block needs. */
    public void writeGenesis(RequestInitChain genesis, ValidatorSet validators, ConsensusParams params, Batch batch) {
        long first = genesis.getInitialHeight();
        batch.put(GENESIS, genesis.toByteArray());
        batch.put(BASE, Keys.uint64(first));
        writeChange(VALIDATORS, first, validators.encode(), batch);
        writeChange(PARAMS, first, params.toByteString(), batch);
    }

    /** The block becomes the newest. */
    public void write(Finalized finalized, Batch batch) {
        long height = finalized.height();
        byte[] at = Keys.uint64(height);
        Block block = finalized.block();
        batch.put(
                Keys.concat(METAS, at),
                BlockMeta.newBuilder()
                        .setBlockId(finalized.id())
                        .setBlockSize(finalized.size())
                        .setHeader(block.getHeader())
                        .setNumTxs(block.getData().getTxsCount())
                        .build()
                        .toByteArray());
        batch.put(
                Keys.concat(BLOCKS, at),
                block.toBuilder().setData(Data.getDefaultInstance()).build().toByteArray());
        batch.put(Keys.concat(HEIGHTS_BY_HASH, finalized.id().getHash().toByteArray()), at);
        batch.put(
                Keys.concat(RESULTS, at),
                finalized.results().toBuilder().clearTxResults().build().toByteArray());
        for (TxResult transaction : finalized.transactions()) {
            batch.put(Keys.concat(TRANSACTIONS, at, uint32(transaction.getIndex())), transaction.toByteArray());
        }
        writeChange(VALIDATORS, height + 2, finalized.nextButOneValidators().encode(), batch);
        writeChange(PARAMS, height + 1, finalized.nextParams().toByteString(), batch);
        batch.put(SEEN_COMMIT, finalized.commit().toByteArray());
        batch.put(HEIGHT, at);
    }

    /** An earlier block becomes the newest; all after it are forgotten. */
    public void rewind(long height, Batch batch) {
        batch.put(SEEN_COMMIT, commit(height).orElseThrow().toByteArray());
        for (long later = height + 1; later <= height(); later++) {
            meta(later)
                    .ifPresent(meta -> batch.delete(Keys.concat(
                            HEIGHTS_BY_HASH, meta.getBlockId().getHash().toByteArray())));
        }
        for (byte[] kind : List.of(BLOCKS, METAS, RESULTS, TRANSACTIONS)) {
            deleteFrom(kind, height + 1, batch);
        }
        deleteFrom(VALIDATORS, height + 3, batch);
        deleteFrom(PARAMS, height + 2, batch);
        batch.put(HEIGHT, Keys.uint64(height));
    }

    private void deleteFrom(byte[] kind, long height, Batch batch) {
        batch.deleteAll(KeyRange.prefixed(kind).after(Keys.concat(kind, Keys.uint64(height))), database);
    }

    public Optional<RequestInitChain> genesis() {
        return read(GENESIS, RequestInitChain.parser());
    }

    /** The lowest height kept. */
    public long base() {
        return number(BASE);
    }

    /** The height of the newest block; 0 before the first. */
    public long height() {
        return number(HEIGHT);
    }

    public Optional<BlockMeta> meta(long height) {
        return read(Keys.concat(METAS, Keys.uint64(height)), BlockMeta.parser());
    }

    public Optional<Long> heightOf(ByteString hash) {
        return database.get(Keys.concat(HEIGHTS_BY_HASH, hash.toByteArray())).map(at -> Keys.readUint64(at, 0));
    }

    public Optional<Block> block(long height) {
        return read(Keys.concat(BLOCKS, Keys.uint64(height)), Block.parser())
                .map(block -> block.toBuilder()
                        .setData(Data.newBuilder()
                                .addAllTxs(transactions(height).stream()
                                        .map(TxResult::getTx)
                                        .toList()))
                        .build());
    }

    /** The commit that the next block carries; for the newest block the signatures that made it final. */
    public Optional<Commit> commit(long height) {
        return height == height()
                ? read(SEEN_COMMIT, Commit.parser())
                : read(Keys.concat(BLOCKS, Keys.uint64(height + 1)), Block.parser())
                        .map(Block::getLastCommit);
    }

    public Optional<ResponseFinalizeBlock> results(long height) {
        return read(Keys.concat(RESULTS, Keys.uint64(height)), ResponseFinalizeBlock.parser())
                .map(results -> results.toBuilder()
                        .addAllTxResults(transactions(height).stream()
                                .map(TxResult::getResult)
                                .toList())
                        .build());
    }

    /** A block's transactions and their results, in their order. */
    public List<TxResult> transactions(long height) {
        List<TxResult> transactions = new ArrayList<>();
        byte[] prefix = Keys.concat(TRANSACTIONS, Keys.uint64(height));
        try (Cursor cursor = database.iterate(KeyRange.prefixed(prefix), Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                transactions.add(parse(cursor.value(), TxResult.parser()));
            }
        }
        return transactions;
    }

    public Optional<TxResult> transaction(long height, int index) {
        return read(Keys.concat(TRANSACTIONS, Keys.uint64(height), uint32(index)), TxResult.parser());
    }

    /** Those who vote on the block of this height, at the most two above the newest. */
    public ValidatorSet validators(long height) {
        return lastChange(VALIDATORS, height, ValidatorSet::decode);
    }

    /** Those in force for the block of this height, at the most one above the newest. */
    public ConsensusParams params(long height) {
        return lastChange(PARAMS, height, encoded -> parse(encoded, ConsensusParams.parser()));
    }

    /** Kept only where it differs from the height before: most blocks change neither validators nor parameters. */
    private void writeChange(byte[] prefix, long height, ByteString value, Batch batch) {
        boolean same = lastEntry(prefix, height)
                .map(last -> ByteString.copyFrom(last).equals(value))
                .orElse(false);
        if (!same) {
            batch.put(Keys.concat(prefix, Keys.uint64(height)), value.toByteArray());
        }
    }

    private <T> T lastChange(byte[] prefix, long height, Function<byte[], T> decode) {
        return lastEntry(prefix, height)
                .map(decode)
                .orElseThrow(() -> new IllegalStateException("nothing is known of height " + height));
    }

    private Optional<byte[]> lastEntry(byte[] prefix, long height) {
        KeyRange upTo = KeyRange.between(prefix, Keys.concat(prefix, Keys.uint64(height + 1)));
        try (Cursor cursor = database.iterate(upTo, Direction.DESCENDING)) {
            return cursor.valid() ? Optional.of(cursor.value()) : Optional.empty();
        }
    }

    private long number(byte[] key) {
        return database.get(key).map(bytes -> Keys.readUint64(bytes, 0)).orElse(0L);
    }

    private <T extends MessageLite> Optional<T> read(byte[] key, Parser<T> parser) {
        return database.get(key).map(bytes -> parse(bytes, parser));
    }

    private static <T extends MessageLite> T parse(byte[] bytes, Parser<T> parser) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the block store holds a damaged entry", e);
        }
    }

    private static byte[] uint32(int value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    /** Keys beside the application's begin with {@code x/}. */
    private static byte[] key(char kind) {
        return Keys.utf8("x/b/" + kind);
    }
}
