package dev.orrery.chain.devnet;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.Wiring;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.ImpersonatedAccounts;
import dev.orrery.chain.auth.Impersonation;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.Tx;
import dev.orrery.chain.tx.UnsignedTx;
import dev.orrery.chain.wasm.CallContext;
import dev.orrery.chain.wasm.ContractRegistry;
import dev.orrery.chain.wasm.VmGasAllowance;
import dev.orrery.proto.devnet.v1.MsgImpersonate;
import dev.orrery.proto.devnet.v1.MsgImpersonateResponse;
import dev.orrery.proto.devnet.v1.MsgSetBalance;
import dev.orrery.proto.devnet.v1.MsgSetBalanceResponse;
import dev.orrery.proto.devnet.v1.MsgSetStorage;
import dev.orrery.proto.devnet.v1.MsgSetStorageResponse;
import dev.orrery.proto.devnet.v1.StorageChange;
import dev.orrery.proto.devnet.v1.Unsigned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The part of the state machine that only chains for development have. Its messages pass in the name of governance alone, which on
 * such a chain anybody can act for; proposals could hold them, too.
 */
public final class DevnetModule implements Module {
    private final Wiring.Keepers keepers;
    private final ContractRegistry contracts;
    private final ImpersonatedAccounts impersonated = new ImpersonatedAccounts(Impersonation.BY_THE_NODE);
    private final Map<ByteString, CallWatch> watches = new ConcurrentHashMap<>();

    public DevnetModule(Wiring.Keepers keepers, ContractRegistry contracts) {
        this.keepers = keepers;
        this.contracts = contracts;
    }

    /**
     * Watches the transaction with this mark when it runs. What it does is the same without a watch, as on a node that replays the
     * block.
     *
     * @param watch whose limit is that of the mark
     * @return ends it
     */
    public Runnable watch(Unsigned mark, CallWatch watch) {
        watches.put(mark.getNonce(), watch);
        return () -> watches.remove(mark.getNonce());
    }

    @Override
    public String name() {
        return "devnet";
    }

    @Override
    public List<String> stores() {
        return List.of(ImpersonatedAccounts.STORE);
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return List.of(
                MessageRoute.of(MsgImpersonate.getDefaultInstance(), this::impersonate),
                MessageRoute.of(MsgSetBalance.getDefaultInstance(), this::setBalance),
                MessageRoute.of(MsgSetStorage.getDefaultInstance(), this::setStorage));
    }

    @Override
    public List<AnteStep> anteSteps() {
        return List.of(this::limitAndWatch);
    }

    private Context limitAndWatch(Context ctx, Tx tx) {
        Optional<Unsigned> mark = UnsignedTx.markOf(tx);
        if (mark.isEmpty()) {
            return ctx;
        }
        Optional<CallWatch> watch = Optional.ofNullable(watches.get(mark.get().getNonce()));
        if (watch.isPresent()) {
            return ctx.with(CallContext.ALLOWANCE, watch.get().gas())
                    .with(
                            CallContext.OBSERVER,
                            ctx.carried(CallContext.OBSERVER)
                                    .map(other -> other.and(watch.get()))
                                    .orElse(watch.get()));
        }
        long limit = mark.get().getVmGasLimit();
        return limit == 0 ? ctx : ctx.with(CallContext.ALLOWANCE, new VmGasAllowance(limit));
    }

    private Message impersonate(Context ctx, MsgImpersonate msg) {
        keepers.authority().require(msg.getAuthority());
        Address address = keepers.auth().formats().account().parse(msg.getAddress());
        if (msg.getStop()) {
            impersonated.remove(ctx, address);
        } else {
            keepers.auth().createIfMissing(ctx, address);
            impersonated.add(ctx, address);
        }
        return MsgImpersonateResponse.getDefaultInstance();
    }

    private Message setBalance(Context ctx, MsgSetBalance msg) {
        keepers.authority().require(msg.getAuthority());
        Address owner = keepers.auth().formats().account().parse(msg.getAddress());
        for (var proto : msg.getAmountList()) {
            Coin coin = Coin.of(proto);
            coin.fault().ifPresent(fault -> {
                throw SdkError.INVALID_COINS.failure(fault);
            });
            keepers.bank().replaceBalance(ctx, owner, coin);
        }
        return MsgSetBalanceResponse.getDefaultInstance();
    }

    private Message setStorage(Context ctx, MsgSetStorage msg) {
        keepers.authority().require(msg.getAuthority());
        Address contract = keepers.auth().formats().account().parse(msg.getContract());
        contracts.get(ctx, contract);
        KeyValueStore state = contracts.state(ctx, contract);
        for (StorageChange change : msg.getChangesList()) {
            if (change.getKey().isEmpty()) {
                throw SdkError.INVALID_REQUEST.failure("changes: a key must not be empty");
            }
            byte[] key = change.getKey().toByteArray();
            if (change.hasValue()) {
                state.set(key, change.getValue().toByteArray());
            } else {
                state.delete(key);
            }
        }
        return MsgSetStorageResponse.getDefaultInstance();
    }
}
