package retex.server.access;

import picocli.CommandLine.Command;

/** Groups the commands about accounts. */
@Command(
    name = "account",
    description = "Accounts of the server.",
    subcommands = AccountAddCommand.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AccountCommand {}
