"""From answers about one's own situation to a plan. It knows ids, weights and conditions; it must not know words or a page.

`model` has the data, `conditions` when something holds, `reading` the tables, `soundness` what must fit together, `flow` which
question comes next, `weighing` how far each cause is borne out, `plan` what to do and when.
"""
