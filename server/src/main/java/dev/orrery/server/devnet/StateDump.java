package dev.orrery.server.devnet;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Chain;
import dev.orrery.chain.fork.ForkedGround;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.wasm.CodeRegistry;
import dev.orrery.proto.devnet.v1.DumpEnd;
import dev.orrery.proto.devnet.v1.DumpEntry;
import dev.orrery.proto.devnet.v1.DumpHead;
import dev.orrery.proto.devnet.v1.DumpRecord;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A chain with its history as one stream of bytes, and back. The form is that of {@code orrery/devnet/v1/dump.proto}. */
public final class StateDump {
    private static final int FORMAT = 1;

    /** Longer than any code or entry. Bytes. */
    private static final int MAX_RECORD_BYTES = 64 * 1024 * 1024;

    private static final int MAX_VARINT_BYTES = 5;
    private static final int ENTRIES_AT_ONCE = 1_000;

    private StateDump() {}

    /** The chain that is dumped. */
    public record Source(Chain chain, SoloNode node, Database database, CodeRegistry codes) {}

    /**
     * Writes the chain as it is now, whatever happens to it meanwhile: a fork with what it has fetched, and where it goes on to fetch.
     * Any thread.
     */
    public static void write(Source source, OutputStream out) throws IOException {
        try (GZIPOutputStream zip = new GZIPOutputStream(out);
                Database.Snapshot snapshot = source.database().snapshot()) {
            long records = 1;
            write(
                    DumpRecord.newBuilder()
                            .setHead(DumpHead.newBuilder()
                                    .setFormat(FORMAT)
                                    .setChainId(source.node().genesis().getChainId())
                                    .setHeight(source.node().blocks().height())
                                    .setValidatorSeed(ByteString.copyFrom(
                                            source.node().key().seed()))),
                    zip);
            records += writeCodes(source, snapshot, zip);
            try (Cursor entries = snapshot.iterate(KeyRange.ALL, Direction.ASCENDING)) {
                for (; entries.valid(); entries.next()) {
                    write(
                            DumpRecord.newBuilder()
                                    .setEntry(DumpEntry.newBuilder()
                                            .setKey(ByteString.copyFrom(entries.key()))
                                            .setValue(ByteString.copyFrom(entries.value()))),
                            zip);
                    records++;
                }
            }
            write(DumpRecord.newBuilder().setEnd(DumpEnd.newBuilder().setRecords(records)), zip);
        }
    }

    /** Those of the chain itself, and those that a fork has fetched. */
    private static long writeCodes(Source source, Database.Snapshot snapshot, OutputStream out) throws IOException {
        Set<Long> numbers = new TreeSet<>(source.chain().read(source.codes()::numbers));
        numbers.addAll(ForkedGround.fetchedCodes(snapshot));
        for (long codeId : numbers) {
            byte[] wasm = source.chain()
                    .read(ctx -> source.codes().wasm(ctx, codeId))
                    .orElseThrow(() -> new IOException("the chain went back meanwhile"));
            write(DumpRecord.newBuilder().setWasm(ByteString.copyFrom(wasm)), out);
        }
        return numbers.size();
    }

    private static void write(DumpRecord.Builder record, OutputStream out) throws IOException {
        record.build().writeDelimitedTo(out);
    }

    /**
     * Fills an empty database.
     *
     * @param vm keeps the codes
     * @return what chain it is
     * @throws IOException if it isn't a whole dump; the message says why
     */
    public static DumpHead read(InputStream in, Database into, Vm vm) throws IOException {
        try (DataInputStream unpacked = new DataInputStream(new GZIPInputStream(in))) {
            DumpRecord first = readRecord(unpacked);
            if (!first.hasHead() || first.getHead().getFormat() != FORMAT) {
                throw new IOException("not a dump of a chain, or one of another version");
            }
            Batch batch = new Batch();
            for (long records = 1; ; records++) {
                DumpRecord record = readRecord(unpacked);
                switch (record.getRecordCase()) {
                    case WASM -> vm.storeCodeUnchecked(record.getWasm().toByteArray());
                    case ENTRY ->
                        batch.put(
                                record.getEntry().getKey().toByteArray(),
                                record.getEntry().getValue().toByteArray());
                    case END -> {
                        if (record.getEnd().getRecords() != records) {
                            throw new IOException("the dump lacks something");
                        }
                        into.write(batch);
                        return first.getHead();
                    }
                    case HEAD, RECORD_NOT_SET -> throw new IOException("the dump is damaged");
                }
                if (batch.writes().size() == ENTRIES_AT_ONCE) {
                    into.writeSoon(batch);
                    batch = new Batch();
                }
            }
        } catch (EOFException e) {
            throw new IOException("the dump ends early", e);
        } catch (VmException e) {
            throw new IOException("the dump holds a code that isn't one: " + e.getMessage(), e);
        }
    }

    private static DumpRecord readRecord(DataInputStream in) throws IOException {
        long length = 0;
        int next = 0x80;
        for (int i = 0; i < MAX_VARINT_BYTES && (next & 0x80) != 0; i++) {
            next = in.readUnsignedByte();
            length |= (next & 0x7fL) << (7 * i);
        }
        if (length > MAX_RECORD_BYTES) {
            throw new IOException("the dump is damaged: a record of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return DumpRecord.parseFrom(bytes);
    }
}
