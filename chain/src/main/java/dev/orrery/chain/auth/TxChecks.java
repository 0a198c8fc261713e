package dev.orrery.chain.auth;

import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.Tx;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.auth.v1beta1.Params;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Steps that look at the transaction alone. Cosmos SDK x/auth/ante/basic.go, ext.go. */
final class TxChecks {
    /** Gas is signed 64 bit in consensus. Cosmos SDK types/tx: MaxGasWanted. */
    private static final long MAX_GAS = Long.MAX_VALUE;

    private final AuthKeeper keeper;

    TxChecks(AuthKeeper keeper) {
        this.keeper = keeper;
    }

    /** Nothing that changes the meaning of a transaction in a way that we don't know. */
    AnteStep extensions() {
        return (context, tx) -> {
            if (tx.body().getExtensionOptionsCount() > 0) {
                throw SdkError.UNKNOWN_EXTENSION_OPTIONS.failure();
            }
            return context;
        };
    }

    /** Whoever hands in a transaction must sign it. */
    AnteStep onlyInBlocks() {
        return (context, tx) -> {
            if (context.mode() != ExecutionMode.FINALIZE) {
                throw SdkError.UNAUTHORIZED.failure(
                        "nobody signed this transaction; the methods of orrery.devnet.v1.Devnet send without signatures");
            }
            return context;
        };
    }

    AnteStep shape() {
        return (context, tx) -> {
            if (context.mode() != ExecutionMode.RECHECK) {
                checkFee(tx);
                checkSignatureCount(tx);
            }
            return context;
        };
    }

    private void checkFee(Tx tx) {
        if (!tx.authInfo().hasFee()) {
            throw ChainException.plain("missing fee");
        }
        if (Long.compareUnsigned(tx.gasLimit(), MAX_GAS) > 0) {
            throw SdkError.INVALID_REQUEST.failure(
                    "invalid gas supplied; " + Long.toUnsignedString(tx.gasLimit()) + " > " + MAX_GAS);
        }
        Coins fee = tx.fee();
        if (fee.isAnyNegative()) {
            throw SdkError.INSUFFICIENT_FEE.failure("invalid fee provided: " + fee);
        }
        String payer = tx.authInfo().getFee().getPayer();
        if (!payer.isEmpty()) {
            try {
                keeper.formats().account().parse(payer);
            } catch (ChainException e) {
                throw SdkError.INVALID_ADDRESS.failure("Invalid fee payer address (" + e.text() + ")");
            }
        }
    }

    private static void checkSignatureCount(Tx tx) {
        int signatures = tx.signatures().size();
        if (signatures == 0) {
            throw SdkError.NO_SIGNATURES.failure();
        }
        int signers = tx.signers().size();
        if (signatures != signers) {
            throw SdkError.UNAUTHORIZED.failure("wrong number of signers; expected " + signers + ", got " + signatures);
        }
    }

    AnteStep timeout() {
        return (context, tx) -> {
            long timeout = tx.body().getTimeoutHeight();
            long height = context.block().height();
            if (timeout != 0 && Long.compareUnsigned(height, timeout) > 0) {
                throw SdkError.TX_TIMEOUT_HEIGHT.failure(
                        "block height: " + height + ", timeout height: " + Long.toUnsignedString(timeout));
            }
            if (tx.body().hasTimeoutTimestamp()) {
                checkTime(
                        Times.instant(tx.body().getTimeoutTimestamp()),
                        context.block().time());
            }
            return context;
        };
    }

    private static void checkTime(Instant timeout, Instant blockTime) {
        if (timeout.getEpochSecond() != 0 && timeout.isBefore(blockTime)) {
            throw SdkError.TX_TIMEOUT.failure(
                    "block time: " + GoTime.text(blockTime) + ", timeout timestamp: " + GoTime.text(timeout));
        }
    }

    AnteStep memo() {
        return (context, tx) -> {
            int length = tx.body().getMemo().getBytes(StandardCharsets.UTF_8).length;
            if (length > 0) {
                long limit = keeper.params(context).getMaxMemoCharacters();
                if (Long.compareUnsigned(length, limit) > 0) {
                    throw SdkError.MEMO_TOO_LARGE.failure("maximum number of characters is "
                            + Long.toUnsignedString(limit) + " but received " + length + " characters");
                }
            }
            return context;
        };
    }

    /** Every byte of a transaction costs, also those of signatures that a simulated one doesn't have yet. */
    AnteStep size() {
        return (context, tx) -> {
            Params params = keeper.params(context);
            context.gas().consume(params.getTxSizeCostPerByte() * tx.bytes().length, "txSize");
            if (context.mode() == ExecutionMode.SIMULATE) {
                new SimulatedSignatures(keeper).charge(context, tx, params);
            }
            return context;
        };
    }
}
