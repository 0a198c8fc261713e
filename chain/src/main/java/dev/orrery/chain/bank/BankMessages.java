package dev.orrery.chain.bank;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Denom;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.proto.cosmos.bank.v1beta1.Input;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgMultiSend;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgMultiSendResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSendResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSetSendEnabled;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSetSendEnabledResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgUpdateParams;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.SendEnabled;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Messages that move coins. Cosmos SDK x/bank/keeper/msg_server.go. */
record BankMessages(BankKeeper keeper, AddressFormat addresses, Authority authority) {
    List<MessageRoute<?>> routes() {
        return List.of(
                MessageRoute.of(MsgSend.getDefaultInstance(), this::send),
                MessageRoute.of(MsgMultiSend.getDefaultInstance(), this::multiSend),
                MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::updateParams),
                MessageRoute.of(MsgSetSendEnabled.getDefaultInstance(), this::setSendEnabled));
    }

    private Message send(Context context, MsgSend message) {
        Address from = address(message.getFromAddress(), "invalid from address: ");
        Address to = address(message.getToAddress(), "invalid to address: ");
        Coins amount = Coins.ofProto(message.getAmountList());
        checkAmount(amount);
        keeper.requireSendEnabled(context, amount);
        requireNotBlocked(to, message.getToAddress());
        keeper.send(context, from, to, amount);
        return MsgSendResponse.getDefaultInstance();
    }

    private Message multiSend(Context context, MsgMultiSend message) {
        if (message.getInputsCount() == 0) {
            throw BankError.NO_INPUTS.failure();
        }
        if (message.getInputsCount() != 1) {
            throw BankError.MULTIPLE_SENDERS.failure();
        }
        if (message.getOutputsCount() == 0) {
            throw BankError.NO_OUTPUTS.failure();
        }
        Input input = message.getInputs(0);
        Address from = address(input.getAddress(), "invalid input address: ");
        Coins total = Coins.ofProto(input.getCoinsList());
        checkAmount(total);
        List<BankKeeper.Output> outputs = message.getOutputsList().stream()
                .map(output -> {
                    Address to = address(output.getAddress(), "invalid output address: ");
                    Coins coins = Coins.ofProto(output.getCoinsList());
                    checkAmount(coins);
                    return new BankKeeper.Output(to, output.getAddress(), coins);
                })
                .toList();
        Coins sum = Coins.sum(outputs.stream()
                .flatMap(output -> output.coins().list().stream())
                .toList());
        if (!sum.equals(total)) {
            throw BankError.INPUT_OUTPUT_MISMATCH.failure();
        }
        keeper.requireSendEnabled(context, total);
        outputs.forEach(output -> requireNotBlocked(output.to(), output.toText()));
        keeper.sendToMany(context, from, total, outputs);
        return MsgMultiSendResponse.getDefaultInstance();
    }

    private Address address(String text, String circumstances) {
        try {
            return addresses.parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure(circumstances + e.text());
        }
    }

    private static void checkAmount(Coins amount) {
        if (!amount.isValid() || !amount.isAllPositive()) {
            throw SdkError.INVALID_COINS.failure(amount.toString());
        }
    }

    private void requireNotBlocked(Address to, String text) {
        if (keeper.isBlocked(to)) {
            throw SdkError.UNAUTHORIZED.failure(text + " is not allowed to receive funds");
        }
    }

    private Message updateParams(Context context, MsgUpdateParams message) {
        authority.require(message.getAuthority());
        if (message.getParams().getSendEnabledCount() > 0) {
            throw ChainException.plain("use of send_enabled in params is no longer supported");
        }
        keeper.setParams(context, message.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    private Message setSendEnabled(Context context, MsgSetSendEnabled message) {
        authority.require(message.getAuthority());
        Set<String> seen = new HashSet<>();
        for (SendEnabled rule : message.getSendEnabledList()) {
            if (!seen.add(rule.getDenom())) {
                throw SdkError.INVALID_REQUEST.failure("duplicate denom entries found for \"" + rule.getDenom() + "\"");
            }
            requireDenom(rule.getDenom(), "SendEnabled");
        }
        message.getUseDefaultForList().forEach(denom -> requireDenom(denom, "UseDefaultFor"));
        message.getSendEnabledList()
                .forEach(rule -> BankKeys.SEND_ENABLED.set(context, rule.getDenom(), rule.getEnabled()));
        message.getUseDefaultForList().forEach(denom -> BankKeys.SEND_ENABLED.remove(context, denom));
        return MsgSetSendEnabledResponse.getDefaultInstance();
    }

    private static void requireDenom(String denom, String list) {
        Denom.fault(denom).ifPresent(fault -> {
            throw SdkError.INVALID_REQUEST.failure("invalid " + list + " denom \"" + denom + "\": " + fault);
        });
    }
}
