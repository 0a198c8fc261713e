package dev.orrery.chain.ibchost;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Denom;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.GoInteger;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.transfer.TransferBank;
import dev.orrery.proto.cosmos.bank.v1beta1.DenomUnit;
import dev.orrery.proto.cosmos.bank.v1beta1.Metadata;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** The chain's coins, as transfers see them. */
record HostBank(BankKeeper bank) implements TransferBank {
    private static final String MODULE = "transfer";

    @Override
    public Optional<BigInteger> amount(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(GoInteger.parse(text));
        } catch (ChainException none) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isDenom(String name) {
        return Denom.isValid(name);
    }

    @Override
    public void send(IbcContext ctx, byte[] from, byte[] to, Coin coin) {
        HostFailures.forIbc(() -> bank.send(HostContext.of(ctx), Address.of(from), Address.of(to), coins(coin)));
    }

    private static Coins coins(Coin coin) {
        return Coins.of(new dev.orrery.chain.coin.Coin(coin.denom(), coin.amount()));
    }

    @Override
    public void burn(IbcContext ctx, byte[] from, Coin coin) {
        HostFailures.forIbc(() -> {
            bank.sendToModule(HostContext.of(ctx), Address.of(from), MODULE, coins(coin));
            bank.burn(HostContext.of(ctx), MODULE, coins(coin));
        });
    }

    @Override
    public void mint(IbcContext ctx, Coin coin) {
        HostFailures.forIbc(() -> bank.mint(HostContext.of(ctx), MODULE, coins(coin)));
    }

    @Override
    public byte[] account() {
        return Address.ofModule(MODULE).bytes();
    }

    @Override
    public BigInteger spendable(IbcContext ctx, byte[] owner, String denom) {
        return bank.spendable(HostContext.of(ctx), Address.of(owner), denom).amount();
    }

    @Override
    public boolean isBlocked(byte[] account) {
        return bank.isBlocked(Address.of(account));
    }

    @Override
    public void requireSendEnabled(IbcContext ctx, Coin coin) {
        HostFailures.forIbc(() -> bank.requireSendEnabled(HostContext.of(ctx), coins(coin)));
    }

    @Override
    public boolean isDescribed(IbcContext ctx, String denom) {
        return bank.hasMetadata(HostContext.of(ctx), denom);
    }

    /** ibc-go apps/transfer keeper/keeper.go: SetDenomMetadata. */
    @Override
    public void describe(IbcContext ctx, Voucher voucher) {
        Metadata metadata = Metadata.newBuilder()
                .setDescription("IBC token from " + voucher.path())
                .addDenomUnits(DenomUnit.newBuilder().setDenom(voucher.base()))
                .setBase(voucher.denom())
                .setDisplay(voucher.path())
                .setName(voucher.path() + " IBC token")
                .setSymbol(voucher.base().toUpperCase(Locale.ROOT))
                .build();
        bank.setMetadata(HostContext.of(ctx), metadata);
    }
}
