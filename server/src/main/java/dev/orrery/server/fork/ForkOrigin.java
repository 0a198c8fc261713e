package dev.orrery.server.fork;

import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Of what a chain is a fork; kept in its database, as it can never become another's.
 *
 * @param rpc where it was asked last
 * @param height after whose block the fork begins
 */
public record ForkOrigin(URI rpc, String chainId, long height) {
    private static final byte[] KEY = Keys.utf8("x/fork/origin");
    private static final int PARTS = 3;

    /** Of the chain in a database; absent if it isn't a fork. */
    public static Optional<ForkOrigin> read(Database database) {
        return database.get(KEY).map(bytes -> {
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", PARTS);
            return new ForkOrigin(URI.create(parts[0]), parts[2], Long.parseLong(parts[1]));
        });
    }

    public void write(Database database) {
        database.write(new Batch().put(KEY, Keys.utf8(rpc + " " + height + " " + chainId)));
    }
}
