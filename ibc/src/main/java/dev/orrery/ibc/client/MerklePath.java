package dev.orrery.ibc.client;

import java.util.List;

/** A way to a value through nested trees: the key of the outermost tree (a store's name) comes first. ibc-go 23-commitment v2. */
public record MerklePath(List<byte[]> keys) {
    public MerklePath {
        keys = List.copyOf(keys);
    }
}
