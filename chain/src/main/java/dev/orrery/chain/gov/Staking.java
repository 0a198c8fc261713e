package dev.orrery.chain.gov;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.util.List;

/** How much the vote of an account weighs. Given by the chain. */
public interface Staking {
    /** Validators that make blocks. */
    List<Validator> bondedByPower(Context context);

    List<Delegation> delegationsOf(Context context, Address delegator);

    /** All tokens that stand behind validators. */
    BigInteger bondedTokens(Context context);
}
