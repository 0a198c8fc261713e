package dev.orrery.server.chain;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.server.devnet.UnsignedSending;
import dev.orrery.server.onboarding.Faucet;

/** Gives what the known account of that name has, in transactions that nobody signs: no sequence number is ever in the way. */
record DevnetFaucet(UnsignedSending sending, AddressFormat format) implements Faucet {
    private static final Address HOLDER = DevAccount.ALL.stream()
            .filter(account -> account.name().equals("faucet"))
            .findFirst()
            .orElseThrow()
            .address();

    @Override
    public Address holder() {
        return HOLDER;
    }

    @Override
    public void send(Address to, Coin coin) {
        MsgSend message = MsgSend.newBuilder()
                .setFromAddress(format.text(HOLDER))
                .setToAddress(format.text(to))
                .addAmount(dev.orrery.proto.cosmos.base.v1beta1.Coin.newBuilder()
                        .setDenom(coin.denom())
                        .setAmount(coin.amount().toString()))
                .build();
        TxResult sent = sending.send(UnsignedSending.Order.of(message)).tx();
        if (sent.getResult().getCode() != 0) {
            throw ChainException.plain(sent.getResult().getLog());
        }
    }
}
