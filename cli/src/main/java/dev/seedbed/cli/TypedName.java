package dev.seedbed.cli;

import dev.seedbed.run.Confirmation;

/** Has a person type the database's name, unless {@code --yes} was given; where nobody is there, nothing is confirmed. */
record TypedName(World world, boolean yes) implements Confirmation {
    @Override
    public boolean confirms(String what, String database) {
        if (yes) {
            return true;
        }
        String typed = world.prompt().apply(what + ": type the database's name (" + database + ") to go on: ");
        return typed != null && Confirmation.matches(typed, database);
    }
}
