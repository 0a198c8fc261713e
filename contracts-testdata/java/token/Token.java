package token;

import sdk.Amount;
import sdk.Call;
import sdk.Contract;
import sdk.Host;
import sdk.Json;
import sdk.Refusal;
import sdk.Response;

/**
 * A token with the base, mintable and allowance messages of the cw20 interface. Storage is laid out as the Rust token beside it
 * does.
 */
final class Token implements Contract {
    @Override
    public Response instantiate(Call call) {
        Json fields = call.fields();
        Amount supply = Amount.ZERO;
        Info named = Info.named(fields);
        for (Json initial : fields.get("initial_balances").elements()) {
            String owner = Host.checkedAddress(initial.get("address").text());
            Amount amount = Amount.of(initial.get("amount"));
            Balances.give(owner, amount);
            supply = supply.plus(amount, "supply too large");
        }
        Minter minter = fields.find("mint").map(Minter::of).orElse(Minter.NOBODY);
        if (!minter.allows(supply)) {
            throw new Refusal("initial supply is greater than the cap");
        }
        minter.check().save();
        named.withSupply(supply).save();
        return new Response();
    }

    @Override
    public Response execute(Call call) {
        return switch (call.name()) {
            case "transfer" -> transfer(call);
            case "transfer_from" -> transferFrom(call);
            case "burn" -> burn(call);
            case "mint" -> mint(call);
            case "increase_allowance" -> changeAllowance(call, true);
            case "decrease_allowance" -> changeAllowance(call, false);
            default -> throw new Refusal("unknown message");
        };
    }

    private static String address(Call call, String field) {
        return Host.checkedAddress(call.fields().get(field).text());
    }

    private static Amount amount(Call call) {
        return Amount.of(call.fields().get("amount"));
    }

    private static Response transfer(Call call) {
        String recipient = address(call, "recipient");
        Amount amount = amount(call);
        Balances.move(call.sender(), recipient, amount);
        return moved(call, call.sender(), recipient, amount);
    }

    private static Response transferFrom(Call call) {
        String owner = address(call, "owner");
        String recipient = address(call, "recipient");
        Amount amount = amount(call);
        Allowance.load(owner, call.sender()).spent(amount, call).save(owner, call.sender());
        Balances.move(owner, recipient, amount);
        return moved(call, owner, recipient, amount).attribute("by", call.sender());
    }

    private static Response moved(Call call, String from, String to, Amount amount) {
        return new Response()
                .attribute("action", call.name())
                .attribute("from", from)
                .attribute("to", to)
                .attribute("amount", amount.toString());
    }

    private static Response burn(Call call) {
        Amount amount = amount(call);
        Balances.take(call.sender(), amount);
        Info info = Info.load();
        info.withSupply(info.supply().minus(amount, "supply")).save();
        return new Response()
                .attribute("action", call.name())
                .attribute("from", call.sender())
                .attribute("amount", amount.toString());
    }

    private static Response mint(Call call) {
        Minter minter = Minter.load();
        if (!minter.is(call.sender())) {
            throw new Refusal("Unauthorized");
        }
        Amount amount = amount(call);
        Info info = Info.load();
        Amount supply = info.supply().plus(amount, "supply too large");
        if (!minter.allows(supply)) {
            throw new Refusal("Minting cannot exceed the cap");
        }
        info.withSupply(supply).save();
        String recipient = address(call, "recipient");
        Balances.give(recipient, amount);
        return new Response()
                .attribute("action", call.name())
                .attribute("to", recipient)
                .attribute("amount", amount.toString());
    }

    private static Response changeAllowance(Call call, boolean more) {
        String spender = address(call, "spender");
        Amount change = amount(call);
        if (spender.equals(call.sender())) {
            throw new Refusal("Cannot set allowance to own account");
        }
        Allowance before = Allowance.load(call.sender(), spender);
        if (more || change.isLessThan(before.amount())) {
            before.changed(change, more, call).save(call.sender(), spender);
        } else {
            Allowance.remove(call.sender(), spender);
        }
        return new Response()
                .attribute("action", call.name())
                .attribute("owner", call.sender())
                .attribute("spender", spender)
                .attribute("amount", change.toString());
    }

    @Override
    public String query(Call call) {
        return switch (call.name()) {
            case "balance" -> "{\"balance\":\"" + Balances.of(address(call, "address")) + "\"}";
            case "token_info" -> Info.load().toJson();
            case "minter" -> Minter.load().toJson();
            case "allowance" -> Allowance.load(address(call, "owner"), address(call, "spender")).toJson();
            default -> throw new Refusal("unknown query");
        };
    }
}
