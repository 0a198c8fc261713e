package dev.orrery.chain.fork;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The chain of which another is a fork, as it was at one height. Any thread; it blocks, for a bounded time. All methods throw {@link
 * dev.orrery.chain.state.UnavailableException} where there is no answer or one that breaks a limit; what the answers hold is for the
 * caller to judge.
 */
public interface Original {
    /** What stands under a key of a store. */
    Optional<byte[]> entry(String store, byte[] key);

    /** Tells all entries of a contract's state. */
    void state(Address contract, BiConsumer<byte[], byte[]> entries);

    /** Tells all coins that somebody has. */
    void balances(Address owner, Consumer<Coin> coins);

    /** The uploaded bytes of a code, unpacked. */
    byte[] code(long codeId);
}
