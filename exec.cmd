@rem Windows has no exec: npm scripts begin with it so that signals reach the program itself.
@%*
