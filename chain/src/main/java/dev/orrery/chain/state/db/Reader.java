package dev.orrery.chain.state.db;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import java.util.Optional;

/** Reads an ordered map of bytes. */
public interface Reader {
    Optional<byte[]> get(byte[] key);

    /** A cursor is used by one thread at a time. */
    Cursor iterate(KeyRange range, Direction direction);
}
