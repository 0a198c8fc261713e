package dev.orrery.chain.auth;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.Tx;
import dev.orrery.msg.json.GoText;
import java.util.List;
import java.util.Optional;

/**
 * Takes the fee before anything runs. Cosmos SDK x/auth/ante/fee.go.
 *
 * @param minGasPrices what this node wants for its mempool; the chain itself has no minimum
 * @param assumed what to charge where a client asks for a price without offering a fee; the reference charges nothing, so that its
 *     answer doesn't suffice
 */
public record FeeStep(
        AuthKeeper keeper,
        Payments payments,
        Allowances allowances,
        DecimalCoins minGasPrices,
        Optional<AssumedFee> assumed)
        implements AnteStep {
    /** Moves coins from an account to that of a module. */
    public interface Payments {
        void sendToModule(Context context, Address from, String module, Coins amount);
    }

    /** Pays fees for others. */
    public interface Allowances {
        /**
         * @throws ChainException if the granter doesn't allow it
         */
        void use(Context context, Address granter, Address grantee, Coins fee, List<Message> messages);
    }

    /** A fee that an account could pay. */
    public interface AssumedFee {
        /** Nothing if the account has nothing. */
        Coins of(Context context, Address payer);
    }

    @Override
    public Context apply(Context context, Tx tx) {
        boolean simulate = context.mode() == ExecutionMode.SIMULATE;
        if (!simulate && context.block().height() > 0 && tx.gasLimit() == 0) {
            throw SdkError.INVALID_GAS_LIMIT.failure("must provide positive gas");
        }
        if (context.mode().isCheck()) {
            checkMinimum(tx);
        }
        deduct(context, tx, tx.fee());
        if (simulate && tx.fee().isZero()) {
            chargeAssumed(context, tx.feePayer());
        }
        return context;
    }

    /** Costs the gas of taking a fee and leaves everything else as it was. */
    private void chargeAssumed(Context context, Address payer) {
        Context elsewhere = context.branch().withEvents(new EventLog());
        assumed.map(fee -> fee.of(elsewhere.withGas(GasMeter.unlimited()), payer))
                .filter(fee -> !fee.isZero())
                .ifPresent(fee -> pay(elsewhere, payer, fee));
    }

    private void checkMinimum(Tx tx) {
        if (minGasPrices.isZero()) {
            return;
        }
        Decimal gas = Decimal.of(tx.gasLimit());
        Coins required = new Coins(minGasPrices.list().stream()
                .map(price -> new Coin(price.denom(), price.amount().times(gas).ceiling()))
                .toList());
        if (!tx.fee().coversAny(required)) {
            throw SdkError.INSUFFICIENT_FEE.failure("insufficient fees; got: " + tx.fee() + " required: " + required);
        }
    }

    private void deduct(Context context, Tx tx, Coins fee) {
        Address payer = tx.feePayer();
        Optional<Address> granter = tx.feeGranter();
        if (granter.isPresent() && !granter.get().equals(payer)) {
            useAllowance(context, granter.get(), payer, fee, tx.messages());
        }
        Address from = granter.orElse(payer);
        if (keeper.account(context, from).isEmpty()) {
            throw SdkError.UNKNOWN_ADDRESS.failure("fee payer address: " + rawText(from) + " does not exist");
        }
        if (!fee.isZero()) {
            pay(context, from, fee);
        }
        context.events().emit("tx", "fee", fee.toString(), "fee_payer", keeper.text(from));
    }

    private void useAllowance(Context context, Address granter, Address payer, Coins fee, List<Message> messages) {
        try {
            allowances.use(context, granter, payer, fee, messages);
        } catch (ChainException e) {
            throw e.in(rawText(granter) + " does not allow to pay fees for " + rawText(payer));
        }
    }

    private void pay(Context context, Address from, Coins fee) {
        if (!fee.isValid()) {
            throw SdkError.INSUFFICIENT_FEE.failure("invalid fee amount: " + fee);
        }
        try {
            payments.sendToModule(context, from, AuthGenesis.FEE_COLLECTOR, fee);
        } catch (ChainException e) {
            throw SdkError.INSUFFICIENT_FUNDS.failure(e.text());
        }
    }

    /** Quirk: these texts hold the address's bytes rather than its spelling. */
    private static String rawText(Address address) {
        return GoText.readable(address.bytes());
    }
}
