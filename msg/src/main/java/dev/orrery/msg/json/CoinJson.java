package dev.orrery.msg.json;

import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Structs.struct;

import dev.orrery.msg.Coin;
import dev.orrery.msg.DecCoin;

/** Amounts of tokens. */
public final class CoinJson {
    public static final Codec<Coin> COIN =
            struct("Coin", field("denom", STRING, Coin::denom), field("amount", STRING, Coin::amount), Coin::new);
    static final Codec<DecCoin> DEC_COIN = struct(
            "DecCoin", field("amount", STRING, DecCoin::amount), field("denom", STRING, DecCoin::denom), DecCoin::new);

    private CoinJson() {}
}
