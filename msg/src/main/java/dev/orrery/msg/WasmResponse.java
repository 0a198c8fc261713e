package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** Answers to {@link WasmQuery}, besides those that are plain bytes. */
public final class WasmResponse {
    private WasmResponse() {}

    /** Empty admin and ports mean none; the code id is unsigned. */
    public record ContractInfo(
            long codeId, String creator, String admin, boolean pinned, String ibcPort, String ibc2Port) {}

    /**
     * @param checksum SHA-256 of the code
     */
    public record CodeInfo(long codeId, String creator, Bytes checksum) {}

    /**
     * @param nextKey absent on the last page
     */
    public record RawRange(List<Entry> data, Optional<Bytes> nextKey) {
        public RawRange {
            data = List.copyOf(data);
        }
    }

    public record Entry(Bytes key, Bytes value) {}
}
