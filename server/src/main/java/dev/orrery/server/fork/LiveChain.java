package dev.orrery.server.fork;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.fork.Original;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.chain.wasm.WasmKeys;
import dev.orrery.proto.cosmos.auth.v1beta1.Bech32PrefixRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.Bech32PrefixResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesResponse;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.Model;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryAllContractStateRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryAllContractStateResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodeRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodeResponse;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A live chain, asked over {@code abci_query} of a node's RPC at one height: single entries as they lie in the store, lists by the
 * queries of their modules. The node may be anybody's, so what it says is bounded. Any thread; it blocks.
 */
public final class LiveChain implements Original, AutoCloseable {
    private static final int PAGE = 500;

    /** Entries of one contract: with pages of 500 already a minute's work for a node that is far away. */
    private static final int MAX_ENTRIES = 100_000;

    private static final long MAX_STATE_BYTES = 64L << 20;
    private static final int MAX_COINS = 10_000;

    /** Longer than any list within these limits should take. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Node node;
    private final ForkOrigin origin;
    private final AddressFormat format;

    private LiveChain(Node node, ForkOrigin origin, AddressFormat format) {
        this.node = node;
        this.origin = origin;
        this.format = format;
    }

    /**
     * Finds the chain whose fork is about to begin.
     *
     * @param format in which the fork writes addresses; must be the chain's
     * @throws IOException if there is none, or it can't tell of that height; the message says why
     */
    public static LiveChain find(ForkSource source, AddressFormat format) throws IOException {
        Node node = new Node(source.rpc());
        try {
            Node.Status status = node.status();
            if (source.height().orElse(0) > status.height()) {
                throw new IOException("--fork: " + status.chainId() + " is only at block " + status.height());
            }
            // The newest block may be known a moment before the state after it is.
            long height = source.height().orElse(Math.max(1, status.height() - 1));
            LiveChain chain = new LiveChain(node, new ForkOrigin(source.rpc(), status.chainId(), height), format);
            chain.requireSamePrefix();
            node.entry(WasmKeys.STORE, WasmKeys.nextCodeId(), height);
            return chain;
        } catch (NodeException e) {
            node.close();
            throw new IOException("--fork: " + source.rpc() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            node.close();
            throw e;
        }
    }

    /** The chain of which there is a fork already. It needn't answer now. */
    public static LiveChain again(ForkOrigin origin, AddressFormat format) {
        return new LiveChain(new Node(origin.rpc()), origin, format);
    }

    private void requireSamePrefix() throws IOException {
        String prefix;
        try {
            prefix = node.query(
                            "cosmos.auth.v1beta1.Query/Bech32Prefix",
                            Bech32PrefixRequest.getDefaultInstance(),
                            Bech32PrefixResponse.parser(),
                            origin.height())
                    .getBech32Prefix();
        } catch (NodeException e) {
            // Chains of before Cosmos SDK 0.46 don't know the question; others are not chains of accounts.
            if (e.kind() == NodeException.Kind.REFUSED) {
                return;
            }
            throw e;
        }
        if (!prefix.equals(format.prefix())) {
            throw new IOException("--fork: addresses of " + origin.chainId() + " begin with '" + prefix
                    + "': say --prefix " + prefix);
        }
    }

    public ForkOrigin origin() {
        return origin;
    }

    /** When the block was made after which the fork begins. */
    public Instant time() throws IOException {
        try {
            var time = node.signedHeader(origin.height()).getHeader().getTime();
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        } catch (NodeException e) {
            throw new IOException("--fork: " + origin.rpc() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<byte[]> entry(String store, byte[] key) {
        return asked(() -> node.entry(store, key, origin.height()));
    }

    @Override
    public void state(Address contract, BiConsumer<byte[], byte[]> entries) {
        String text = format.text(contract);
        Budget budget = new Budget("the state of " + text, MAX_ENTRIES);
        everyPage(budget, next -> {
            QueryAllContractStateResponse page = query(
                    "cosmwasm.wasm.v1.Query/AllContractState",
                    QueryAllContractStateRequest.newBuilder()
                            .setAddress(text)
                            .setPagination(next)
                            .build(),
                    QueryAllContractStateResponse.parser());
            for (Model entry : page.getModelsList()) {
                budget.spend(entry.getKey().size() + entry.getValue().size());
                entries.accept(entry.getKey().toByteArray(), entry.getValue().toByteArray());
            }
            return page.getPagination();
        });
    }

    @Override
    public void balances(Address owner, Consumer<Coin> coins) {
        String text = format.text(owner);
        Budget budget = new Budget("the balances of " + text, MAX_COINS);
        everyPage(budget, next -> {
            QueryAllBalancesResponse page = query(
                    "cosmos.bank.v1beta1.Query/AllBalances",
                    QueryAllBalancesRequest.newBuilder()
                            .setAddress(text)
                            .setPagination(next)
                            .build(),
                    QueryAllBalancesResponse.parser());
            for (var balance : page.getBalancesList()) {
                budget.spend(balance.getSerializedSize());
                coins.accept(coin(balance));
            }
            return page.getPagination();
        });
    }

    /** @param page asks for one, spends what it holds, and tells how the list goes on */
    private static void everyPage(Budget budget, Function<PageRequest, PageResponse> page) {
        ByteString next = ByteString.EMPTY;
        do {
            int before = budget.items;
            next = page.apply(
                            PageRequest.newBuilder().setKey(next).setLimit(PAGE).build())
                    .getNextKey();
            budget.turn(budget.items - before, next);
        } while (!next.isEmpty());
    }

    private Coin coin(dev.orrery.proto.cosmos.base.v1beta1.Coin proto) {
        Coin coin = asked(() -> Coin.of(proto));
        coin.fault().ifPresent(fault -> {
            throw unavailable(fault, null);
        });
        return coin;
    }

    @Override
    public byte[] code(long codeId) {
        return query(
                        "cosmwasm.wasm.v1.Query/Code",
                        QueryCodeRequest.newBuilder().setCodeId(codeId).build(),
                        QueryCodeResponse.parser())
                .getData()
                .toByteArray();
    }

    private <T extends MessageLite> T query(String method, Message request, Parser<T> parser) {
        return asked(() -> node.query(method, request, parser, origin.height()));
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (NodeException | IllegalArgumentException e) {
            throw unavailable(e.getMessage(), e);
        }
    }

    private UnavailableException unavailable(String why, Throwable cause) {
        return new UnavailableException(
                "this fork of " + origin.chainId() + " lacks what it needs of block " + origin.height() + ": " + why,
                cause);
    }

    /** What may still come of a list. */
    private final class Budget {
        private final String what;
        private final int maxItems;
        private final Instant end = Instant.now().plus(PATIENCE);
        private int items;
        private long bytes;

        Budget(String what, int maxItems) {
            this.what = what;
            this.maxItems = maxItems;
        }

        void spend(int more) {
            items++;
            bytes += more;
            if (items > maxItems || bytes > MAX_STATE_BYTES) {
                throw unavailable(what + ": more than " + maxItems + " entries or " + MAX_STATE_BYTES + " bytes", null);
            }
        }

        /** Before the next page. */
        void turn(int found, ByteString next) {
            if (!next.isEmpty() && (found == 0 || Instant.now().isAfter(end))) {
                throw unavailable(what + ": no end after " + items + " entries", null);
            }
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
